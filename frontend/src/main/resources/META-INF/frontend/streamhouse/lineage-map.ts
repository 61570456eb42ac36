import type { Camera, Painter } from './lineage-painter';
import { NO_FIGURES, type Figures, type Model } from './lineage-model';

/** The whole lineage in a corner, with a frame around what is in sight; press or drag to look elsewhere. */
export class LineageMap {
  private ground?: HTMLCanvasElement;
  private scale = 1;
  private left = 0;
  private top = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly painter: Painter,
    private readonly lookAt: (x: number, y: number) => void,
  ) {
    canvas.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      this.go(event);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) {
        this.go(event);
      }
    });
  }

  /** Draws all that does not move with the frame. */
  draw(model: Model, figures: Map<string, Figures>) {
    const density = window.devicePixelRatio || 1;
    const { width, height } = this.size();
    const { picture } = model;
    this.scale = Math.min((width - 12) / Math.max(1, picture.width), (height - 12) / Math.max(1, picture.height), 0.2);
    this.left = (width - picture.width * this.scale) / 2;
    this.top = (height - picture.height * this.scale) / 2;
    const ground = document.createElement('canvas');
    ground.width = width * density;
    ground.height = height * density;
    const pen = ground.getContext('2d')!;
    pen.scale(density, density);
    pen.strokeStyle = this.painter.color('line-strong');
    pen.globalAlpha = 0.6;
    pen.beginPath();
    picture.links.forEach((link) => {
      const from = picture.cards[link.from];
      const to = picture.cards[link.to];
      pen.moveTo(this.x(from.x + from.width), this.y(from.y + from.height / 2));
      pen.lineTo(this.x(to.x), this.y(to.y + to.height / 2));
    });
    pen.stroke();
    picture.cards.forEach((card) => {
      const { tone } = figures.get(card.id) ?? NO_FIGURES;
      pen.globalAlpha = card.focus ? 1 : 0.75;
      pen.fillStyle = this.painter.color(card.focus ? 'accent' : tone);
      pen.fillRect(this.x(card.x), this.y(card.y), Math.max(1.5, card.width * this.scale), Math.max(1.5, card.height * this.scale));
    });
    this.ground = ground;
  }

  /** Draws the frame. */
  frame(camera: Camera) {
    const density = window.devicePixelRatio || 1;
    const { width, height } = this.size();
    if (this.canvas.width !== width * density || this.canvas.height !== height * density) {
      this.canvas.width = width * density;
      this.canvas.height = height * density;
    }
    const pen = this.canvas.getContext('2d')!;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (!this.ground || this.ground.width === 0) {
      return;
    }
    pen.drawImage(this.ground, 0, 0);
    pen.scale(density, density);
    const x = this.x(-camera.x / camera.zoom);
    const y = this.y(-camera.y / camera.zoom);
    pen.lineWidth = 1.5;
    pen.strokeStyle = this.painter.color('accent');
    pen.strokeRect(Math.max(1, x), Math.max(1, y), Math.min(width - 1, x + (camera.width / camera.zoom) * this.scale) - Math.max(1, x), Math.min(height - 1, y + (camera.height / camera.zoom) * this.scale) - Math.max(1, y));
  }

  private size() {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  private x(x: number): number {
    return this.left + x * this.scale;
  }

  private y(y: number): number {
    return this.top + y * this.scale;
  }

  private go(event: PointerEvent) {
    const box = this.canvas.getBoundingClientRect();
    this.lookAt((event.clientX - box.left - this.left) / this.scale, (event.clientY - box.top - this.top) / this.scale);
  }
}
