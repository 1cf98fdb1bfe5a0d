// A photo is made smaller before it leaves, and loses what its file says of place and device. Everything else stays as it is.

const LONGEST_SIDE = 2000; // pixels: a page of A4 stays readable
const LARGE = 1.5 * 1024 * 1024; // bytes
const QUALITY = 0.85;
const PHOTOS = new Set(["image/jpeg", "image/png", "image/heic", "image/heif"]);
const OF_PHONES = /\.hei[cf]$/i; // made a JPEG here where the browser can open it, else by the server

async function tellsPlace(file) {
  if (file.type !== "image/jpeg") return false;
  const head = new Uint8Array(await file.slice(0, 128 * 1024).arrayBuffer());
  for (let at = 0; at < head.length - 5; at += 1) {
    if (head[at] === 0x45 && head[at + 1] === 0x78 && head[at + 2] === 0x69 && head[at + 3] === 0x66 && !head[at + 4]) return true;
  }
  return false;
}

/** The file to send; `before` is the size it had if it became smaller, `cleaned` whether its story was dropped. */
export async function shrunk(file) {
  const ofPhone = OF_PHONES.test(file.name);
  if (!PHOTOS.has(file.type) && !ofPhone) return { file };
  const cleaned = ofPhone || (await tellsPlace(file));
  if (file.size <= LARGE && !cleaned) return { file };
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // what is transparent lies on paper
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!made || (made.size >= file.size && !cleaned)) return { file };
    const name = file.name.replace(/\.[^.]+$/, "") + ".jpg";
    return { file: new File([made], name, { type: "image/jpeg", lastModified: file.lastModified }), before: file.size, cleaned };
  } catch {
    return { file }; // what the browser cannot open the server judges
  }
}
