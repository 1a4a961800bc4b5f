// What a session needs of the browser besides Session/CurrentSession.cs. A guest's is the tab's, one with a kept name the browser's.

const key = 'session';
const userOf = json => json ? JSON.parse(json).user : null;

// Who closes the page gives the guest's name back. It stays theirs for a minute: this may be a reload.
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

// Signed out, or in as somebody else, in another tab: here too.
addEventListener('storage', event => {
  if (event.key === key && event.oldValue && !sessionStorage.getItem(key) && userOf(event.oldValue) !== userOf(event.newValue)) {
    // What the tab kept for its user: rooms, drafts, unsent messages. The network and the admin pages are not the user's.
    Object.keys(sessionStorage).filter(kept => !['network', 'admin-session'].includes(kept)).forEach(kept => sessionStorage.removeItem(kept));
    location.reload();
  }
});
