-- Appends a notice: a user joined or left. Returns its seq, or '0' if it was not appended (see log-notice) or the room is archived.
local head_key, log_key, sent_key, feed_channel = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local settings_key, told_key = KEYS[5], KEYS[6]
local new_epoch, known_epoch, known_seq = ARGV[1], ARGV[2], ARGV[3]
local body, time, log_length = ARGV[4], ARGV[5], ARGV[6]
local traceparent, publish_command = ARGV[9], ARGV[10]
local told_max, told_ms, notices_max = ARGV[11], ARGV[12], ARGV[13]
local window, window_ms = 0, '0' -- a notice has no id

if redis.call('HGET', settings_key, 'archived') == '1' then return '0' end
--#include log-head
--#include log-notice
return noticed
