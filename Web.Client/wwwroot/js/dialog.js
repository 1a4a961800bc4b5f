// Modal dialogs and the clipboard, for the chat and the admin pages. Browser/DialogScript.cs calls it.

export function open(dialog) {
  if (!dialog.open) {
    dialog.showModal(); // Hides open popovers, keeps the focus inside, and returns it on closing.
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

export async function copyInput(input) {
  input.select();
  await copy(input.value);
}
