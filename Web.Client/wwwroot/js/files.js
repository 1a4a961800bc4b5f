// Attaching and uploading files. Browser/FileScript.cs calls it.

const waiting = new Map(); // chosen files, until they are uploaded or removed
const running = new Map();
let chosen = 0;

/** Accepts files from an input, from the clipboard and by drag and drop. Calls `OnFile(key, name, size)` for each. */
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
      event.preventDefault(); // otherwise the browser would open the file instead of the page
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
  const handlers = [
    [input, 'change', onChange], [form, 'paste', onPaste],
    [area, 'dragover', onOver], [area, 'dragleave', onLeave], [area, 'drop', onDrop],
  ];
  handlers.forEach(([target, name, handler]) => target.addEventListener(name, handler));
  return {
    choose: () => input.click(),
    dispose: () => handlers.forEach(([target, name, handler]) => target.removeEventListener(name, handler)),
  };
}

/**
 * Uploads a chosen file. Calls `OnProgress(key, share)` with 0 to 1. Returns the result as JSON; status 0: the server was not reached.
 */
export async function upload(key, token, listener) {
  const file = waiting.get(key);
  if (!file) {
    return '{"status":0}';
  }
  const size = await sizeOf(file);
  const { status, text } = await new Promise(done => {
    const request = new XMLHttpRequest(); // fetch reports no upload progress
    running.set(key, request);
    let lastReport = 0;
    request.upload.onprogress = event => {
      if (event.lengthComputable && (Date.now() - lastReport > 100 || event.loaded === event.total)) {
        lastReport = Date.now();
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
  return JSON.stringify(status === 201 && json
    ? { status, file: { ...json, ...size } }
    : { status, problem: json?.detail ?? null, empty: !file.size });
}

/** Cancels an upload and forgets the file. */
export function cancel(key) {
  waiting.delete(key);
  running.get(key)?.abort();
}

// So that space can be reserved for a picture before it is loaded.
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
