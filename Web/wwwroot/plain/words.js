// What the page says, in the reader's language (js/look.js has chosen it). Each: English, 简体中文.

const words = {
  title: ['Plain page', '简洁版'],
  noScript: ['The connection script is missing.', '缺少连接脚本。'],
  noScriptWhy: [
    'Reload the page. If that does not help, this server was built without Node.js: install Node.js (with npm) on the build machine and build it again.',
    '请重新加载页面。如果仍然如此，说明构建此服务器时没有 Node.js：请在构建的机器上安装 Node.js（含 npm），然后重新构建。',
  ],
  whoAreYou: ['Who are you?', '你是谁？'],
  yourName: ['Your name', '你的名字'],
  nameHint: ['Others see it next to your messages. No account is needed.', '其他人会在你的消息旁看到它。无需注册账号。'],
  passphrase: ['Passphrase', '口令'],
  enter: ['Enter the chat', '进入聊天'],
  accountWith: ['Sign in with {0}', '使用 {0} 登录'],
  signOut: ['Sign out', '退出'],
  fullPage: ['Full page', '完整版'],
  room: ['Join or create a room', '加入或创建房间'],
  go: ['Go', '前往'],
  connecting: ['Connecting…', '正在连接…'],
  online: ['Online', '在线'],
  checking: ['Checking the connection…', '正在检查连接…'],
  reconnecting: ['Reconnecting…', '正在重新连接…'],
  stopped: ['Not connected', '未连接'],
  announcement: ['Announcement', '公告'],
  rooms: ['Rooms', '房间'],
  people: ['{0} online', '{0} 人在线'],
  messagesIn: ['Messages in {0}', '{0} 中的消息'],
  messageTo: ['Message to {0}', '发送到 {0} 的消息'],
  older: ['Load older messages', '加载更早的消息'],
  beginning: ['This is the beginning of #{0}.', '这里是 #{0} 的开头。'],
  send: ['Send', '发送'],
  sending: ['Sending…', '正在发送…'],
  asked: ['Waiting for approval', '等待审核'],
  failed: ['Not sent: {0}', '未发送：{0}'],
  retry: ['Try again', '重试'],
  discard: ['Discard', '放弃'],
  edited: ['(edited)', '（已编辑）'],
  messageDeleted: ['This message was deleted.', '此消息已撤回。'],
  replyTo: ['Reply to {0}: {1}', '回复 {0}：{1}'],
  memberJoined: ['{0} joined.', '{0} 加入了房间。'],
  memberLeft: ['{0} left.', '{0} 离开了房间。'],
  removed: ['You were removed from {0}.', '你已被移出 {0}。'],
  left: ['You have left {0}.', '你已离开 {0}。'],
  deleted: ['{0} was deleted.', '{0} 已被删除。'],

  // By error code; for any other code the server's own text is shown.
  unreachable: ['The server cannot be reached. Please try again.', '无法连接服务器，请重试。'],
  name_in_use: ['Somebody is using this name. Please choose another.', '有人正在使用这个名字，请换一个。'],
  name_claimed: [
    'This name is taken. If it is yours, enter its passphrase; otherwise choose another.', '这个名字已有主人。如果是你的，请输入口令；否则请换一个名字。',
  ],
  name_reserved: ['This name is reserved. Please choose another.', '这个名字已被保留，请换一个。'],
  wrong_passphrase: ['Wrong passphrase for this name.', '口令不正确。'],
  too_many_attempts: ['Too many attempts. Please try again in a few minutes.', '尝试次数过多，请几分钟后再试。'],
  no_guests: ['Please sign in with your account.', '请使用你的账号登录。'],
  session_ended: ['Your session has ended. Please sign in again.', '会话已结束，请重新登录。'],
  full: ['The server\'s storage is full. Nobody can send until an operator frees space.', '服务器的存储空间已满，管理员清理之前无法发送。'],
  unavailable: ['The server is unavailable. Please try again soon.', '目前无法进行，请稍后再试。'],
};

const { lang, dataset } = document.documentElement;
const column = lang === 'zh-CN' ? 1 : 0;
const time = new Intl.DateTimeFormat(dataset.locale, { timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(dataset.locale, { dateStyle: 'full', timeStyle: 'medium' });

/** A text, with values in the places of {0}, {1} … */
export const say = (key, ...values) => words[key][column].replace(/\{(\d)\}/g, (_, index) => isolate(`${values[index]}`));

/** A text that runs from right to left does not change the order of the sentence around it: it gets isolating characters. */
const isolate = text => /[\u0590-\u08ff\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/.test(text) ? `\u2068${text}\u2069` : text;

/** The text to show for a refusal. */
export const sayWhy = (code, text) => Object.hasOwn(words, code) ? say(code) : text;

export const timeOf = at => time.format(at);
export const exactTimeOf = at => exact.format(at);

/** Fills the elements that only name their text. */
export function fillPage() {
  document.title = `${say('title')} · AspireChat`;
  document.querySelectorAll('[data-say]').forEach(element => { element.textContent = say(element.dataset.say); });
}
