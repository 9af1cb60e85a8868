"""Make the tour's film and its sound: steam over the pot, and a whistle. ``python talks/tour/draw.py``."""

from __future__ import annotations

import math
import wave
from base64 import b64decode
from pathlib import Path

from playwright.sync_api import sync_playwright

from slidekit.browser import find_browser, launch_arguments

STATIC = Path(__file__).parent / "static"
RATE = 8000
FILM = """async (pot) => {
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(pot);
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 320 });
  const pen = canvas.getContext('2d');
  const chunks = [];
  const recorder = new MediaRecorder(canvas.captureStream(12), { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 60000 });
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const ended = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let frame = 0; frame < 36; frame += 1) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 480, 320);
    pen.drawImage(image, 0, 0);
    for (let puff = 0; puff < 3; puff += 1) {
      const age = (frame / 36 + puff / 3) % 1;
      pen.fillStyle = `rgb(120 130 140 / ${0.5 * (1 - age)})`;
      pen.beginPath();
      pen.arc(52 - 30 * age + 8 * Math.sin(6 * age), 108 - 90 * age, 6 + 20 * age, 0, 7);
      pen.fill();
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 / 12));
  }
  recorder.stop();
  await ended;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}"""


def whistle() -> bytes:
    """Eight bits a sample, a second of it, rising."""
    times = [number / RATE for number in range(RATE)]
    return bytes(
        round(128 + 90 * math.sin(2 * math.pi * (900 + 300 * at) * at) * min(1, 8 * at, 8 * (1 - at))) for at in times
    )


def main() -> None:
    """Write static/kettle.webm and static/whistle.wav."""
    with wave.open(str(STATIC / "whistle.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(whistle())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_arguments()))
        film = browser.new_page().evaluate(FILM, (STATIC / "pot.svg").read_text(encoding="utf-8"))
        (STATIC / "kettle.webm").write_bytes(b64decode(film))
        browser.close()


if __name__ == "__main__":
    main()
