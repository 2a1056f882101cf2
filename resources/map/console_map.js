// The console's map page: takes deltas from the bridge, paints, and reports back. The page's own state is `consoleMap`.
import { Basemap } from "./basemap.js";
import { Camera } from "./camera.js";
import { coloursFrom, inkOn } from "./colours.js";
import { fitted, Inset } from "./inset.js";
import { Painting } from "./painting.js";
import { Places } from "./places.js";
import { Plates } from "./plates.js";
import { pinAt } from "./pins.js";
import { Scene } from "./scene.js";
import { Tiles } from "./tiles.js";
import { Units } from "./units.js";
import { Wishes } from "./wishes.js";

const CURSOR_MS = 60; // between two questions for the words of the place under the pointer

class ConsoleMap {
  constructor(map, bridge, basemap, places) {
    Object.assign(this, { map, bridge, basemap, places, scene: new Scene(), placed: {}, due: false });
    const host = map.getContainer();
    this.ground = canvas(host, "ground");
    this.shapes = canvas(host, "shapes");
    this.plates = new Plates(host);
    this.inset = new Inset(host);
    this.camera = new Camera(map, (on) => bridge.followChanged(on));
    this.tiles = new Tiles(map);
    this.pointer = null;
    this.listen();
  }

  listen() {
    document.addEventListener("visibilitychange", () => {
      if (this.due) this.paint(); // the frame that was waited for may never come
    });
    window.addEventListener("focus", () => this.map.getContainer().focus({ preventScroll: true }));
    this.bridge.message.connect((text) => this.take(JSON.parse(text)));
    this.map.on("move zoom resize viewreset", () => this.paintSoon());
    this.map.on("moveend", () => this.reportView());
    this.map.on("mousemove", (event) => this.point(event.latlng.wrap()));
    this.map.on("mouseout", () => this.point(null));
    this.map.on("layeradd layerremove", () => this.paintSoon());
    this.map.getPane("tilePane").addEventListener("load", () => this.paintSoon(), true);
    this.map.on("click", (event) => {
      const pin = pinAt(this.placed.pins ?? [], event.containerPoint);
      if (pin) this.bridge.incidentClicked(pin.incident);
    });
  }

  /** One message: any of look (colours and words), state (a delta), view, order; or now alone, once a second. */
  take(message) {
    if (message.now !== undefined) {
      this.scene.now = message.now;
      if (this.words && this.plates.tellFix(this.scene, this.words)) this.paintSoon();
      return; // the map itself looks as before
    }
    if (message.cursor !== undefined) {
      if (this.pointer) this.plates.showCursor(message.cursor, this.words);
      return;
    }
    if (message.look) this.dress(message.look);
    if (message.tools) this.scene.tools = message.tools;
    if (message.ground) this.tiles.lay(message.ground);
    if (message.again) this.tiles.retry();
    if (message.mark !== undefined) this.scene.mark = message.mark;
    if (message.view) this.map.setView([message.view.latitude, message.view.longitude], message.view.zoom, { animate: false });
    if (message.state) this.scene.apply(message.state);
    if (message.state) this.camera.attend(this.scene);
    if (message.order) this.obey(message.order);
    this.paintSoon();
  }

  dress(look) {
    this.words = look.words;
    this.colours = coloursFrom(look.colours);
    this.units = new Units(look.units);
    this.wishes = new Wishes(look);
    this.tiles.show(!look.hidden.includes("base_map"));
    this.tiles.dress(inkOn(look.colours.land) === "#FFFFFF");
    const style = document.documentElement.style;
    for (const [token, colour] of Object.entries(look.colours)) style.setProperty(`--${token}`, colour);
    this.plates.showCursor(null, this.words);
  }

  /** Asks the console for the words of the place under the pointer: it knows every notation. */
  point(latlng) {
    this.pointer = latlng;
    if (latlng === null) this.plates.showCursor(null, this.words);
    else if (!this.asking) this.ask();
  }

  ask() {
    this.asking = true;
    this.bridge.cursorMoved(this.pointer.lat, this.pointer.lng);
    const asked = this.pointer;
    setTimeout(() => {
      this.asking = false;
      if (this.pointer && this.pointer !== asked) this.ask();
    }, CURSOR_MS);
  }

  obey(order) {
    const { current, box } = this.scene;
    if (order === "follow") this.camera.follow(true, this.scene);
    if (order === "let_go") this.camera.follow(false, this.scene);
    if (order === "fit_fix" && current) this.camera.fitFix(current);
    if (order === "fit_box" && box) this.camera.fitBox(box);
    if (order === "zoom_in") this.map.zoomIn(1, { animate: false });
    if (order === "zoom_out") this.map.zoomOut(1, { animate: false });
  }

  /** A hidden page gets no animation frames: it is painted at once, so that what it reports stays true. */
  paintSoon() {
    if (this.due || !this.words) return;
    this.due = true;
    if (document.hidden) this.paint();
    else requestAnimationFrame(() => this.paint());
  }

  paint() {
    if (!this.due) return;
    this.due = false;
    const painting = new Painting(this);
    this.placed = painting.run();
    const { number } = this.scene;
    if (number === this.reported) return;
    this.reported = number;
    const report = () => this.bridge.painted(number);
    if (document.hidden) report();
    else requestAnimationFrame(report);
  }

  contexts() {
    const { x, y } = this.map.getSize();
    return [this.ground, this.shapes].map((each) => fitted(each, x, y));
  }

  reportView() {
    const centre = this.map.getCenter().wrap();
    this.bridge.viewChanged(centre.lat, centre.lng, this.map.getZoom());
  }
}

function canvas(host, name) {
  const made = document.createElement("canvas");
  made.className = `layer ${name}`;
  host.append(made);
  return made;
}

async function load(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

function channel() {
  return new Promise((resolve) => new QWebChannel(qt.webChannelTransport, (made) => resolve(made.objects.bridge)));
}

async function start() {
  const [bridge, basemap, places] = await Promise.all([channel(), load("basemap.json"), load("places.json")]);
  const map = window[document.querySelector(".folium-map").id]; // folium names its variable like its element
  window.consoleMap = new ConsoleMap(map, bridge, new Basemap(basemap), new Places(places));
  bridge.pageReady();
}

start();
