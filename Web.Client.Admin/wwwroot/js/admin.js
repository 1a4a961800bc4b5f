// What Razor cannot do on the admin pages. Admin/AdminScript.cs is the other end.

export function show(dialog) {
  if (!dialog.open) {
    dialog.showModal(); // The browser keeps the focus inside, and gives it back on closing.
  }
}

export function close(dialog) {
  dialog.close();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
