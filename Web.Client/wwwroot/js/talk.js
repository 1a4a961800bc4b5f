// Files, dialogs and the search of the chat page. Browser/TalkScript.cs is the other end.

const waiting = new Map(); // files that were chosen, until they are uploaded or taken out again
const running = new Map();
let chosen = 0;

/** Takes files from a form's input, from the clipboard and from what is dropped on it, and tells `OnFile(key, name, size)`. */
export function attach(form, input, area, listener) {
  const take = files => {
    for (const file of files) {
      const key = `${++chosen}`;
      waiting.set(key, file);
      listener.invokeMethodAsync('OnFile', key, file.name || 'file', file.size);
    }
  };
  const holdsFiles = event => event.dataTransfer?.types.includes('Files');
  const onChange = () => { take(input.files); input.value = ''; };
  const onPaste = event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  };
  const onOver = event => {
    if (holdsFiles(event)) {
      event.preventDefault(); // else the browser would open the file in the page's place
      area.classList.add('dropping');
    }
  };
  const onLeave = event => {
    if (!area.contains(event.relatedTarget)) {
      area.classList.remove('dropping');
    }
  };
  const onDrop = event => {
    area.classList.remove('dropping');
    if (holdsFiles(event)) {
      event.preventDefault();
      take(event.dataTransfer.files);
    }
  };
  const heard = [
    [input, 'change', onChange], [form, 'paste', onPaste],
    [area, 'dragover', onOver], [area, 'dragleave', onLeave], [area, 'drop', onDrop],
  ];
  heard.forEach(([target, name, handler]) => target.addEventListener(name, handler));
  return {
    choose: () => input.click(),
    dispose: () => heard.forEach(([target, name, handler]) => target.removeEventListener(name, handler)),
  };
}

/** Sends a chosen file, and says how much of it is sent by `OnProgress(key, 0 to 1)`. Answers `{status, answer}`; status 0: the server was not reached. */
export async function upload(key, token, listener) {
  const file = waiting.get(key);
  if (!file) {
    return '{"status":0}';
  }
  const size = await sizeOf(file);
  const { status, text } = await new Promise(done => {
    const request = new XMLHttpRequest(); // fetch does not tell how much of a body is sent
    running.set(key, request);
    let told = 0;
    request.upload.onprogress = event => {
      if (event.lengthComputable && (Date.now() - told > 100 || event.loaded === event.total)) {
        told = Date.now();
        listener.invokeMethodAsync('OnProgress', key, event.loaded / event.total);
      }
    };
    request.onloadend = () => done({ status: request.status, text: request.responseText });
    request.open('POST', `api/files?name=${encodeURIComponent(file.name || 'file')}`);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
  running.delete(key);
  if (status === 201) {
    waiting.delete(key);
  }
  const json = (() => { try { return JSON.parse(text); } catch { return null; } })();
  return JSON.stringify(status === 201 && json ? { status, file: { ...json, ...size } } : { status, problem: json?.detail ?? null, empty: !file.size });
}

/** Gives a file up. */
export function forget(key) {
  waiting.delete(key);
  running.get(key)?.abort();
}

// So that a picture's place is known before it is loaded.
async function sizeOf(file) {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) {
    return {};
  }
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    return { width, height };
  } catch {
    return {};
  }
}

export function show(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
}

export function close(dialog) {
  dialog.close();
}

/** Calls `OnSlash()` when "/" is pressed and nobody is writing. */
export function slash(listener) {
  const onKeyDown = event => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.('input, textarea, select, dialog')) {
      event.preventDefault();
      listener.invokeMethodAsync('OnSlash');
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return { dispose: () => document.removeEventListener('keydown', onKeyDown) };
}
