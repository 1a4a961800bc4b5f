// Ends a session with its page. Session/CurrentSession.cs does the rest. A guest's session belongs to the tab, a claimed name's to the
// browser.

const key = 'session';
const userOf = json => json ? JSON.parse(json).user : null;

// Closing the page releases the guest's name. The server keeps it for a minute: this may be a reload.
addEventListener('pagehide', () => {
  const guest = sessionStorage.getItem(key);
  if (guest) {
    fetch('/api/session/end', {
      method: 'POST',
      keepalive: true,
      headers: { 'Authorization': `Bearer ${JSON.parse(guest).token}`, 'Content-Type': 'application/json' },
      body: '{"pause":true}',
    }).catch(() => { });
  }
});

// Signed out, or signed in as somebody else, in another tab: follow.
addEventListener('storage', event => {
  if (event.key === key && event.oldValue && !sessionStorage.getItem(key) && userOf(event.oldValue) !== userOf(event.newValue)) {
    // Remove what the tab stores for its user: drafts, unsent messages. The network and the admin session are not the user's.
    Object.keys(sessionStorage).filter(kept => !['network',
        'admin-session'].includes(kept)).forEach(kept => sessionStorage.removeItem(kept));
    location.reload();
  }
});
