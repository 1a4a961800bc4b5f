-- The first part of log-head: what Redis has as the log's head. Expects: head_key. Sets: stored_head.
local stored_head = redis.call('HMGET', head_key, 'epoch', 'seq', 'notices')
