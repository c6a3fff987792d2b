// What waits on this device to be sent. Nothing is cleared that the site does not say it has.
//
//     const outbox = await openOutbox("shift");
//     await outbox.add(item, [{ described: await describe("photo", blob), content: blob }]);
//     outbox.changed(() => void show(outbox));
//     keepSending(outbox); // of ./sender
import type { Item, Medium } from "./capture";
import { openDatabase, reading, writing } from "./database";

const VERSION = 1;
const ITEMS = "items";
const MEDIA = "media";
const SETTINGS = "settings";

export type Problem = { status: number; what: string; why: string; next: string };
export type Waiting = {
  order?: number; // Given by the database: things are sent in the order in which they were kept.
  id: string;
  item: Item;
  media: Medium[];
  wanted: string[] | null; // Media the site still wants, once it has the item; null before.
  asked: string[]; // Media the site wanted when it took the item: it wants none that nobody agreed to.
  lost: number; // How often the site did not know an item that it had taken.
  problem: Problem | null; // The site will not take it, or one of its files: kept, and shown.
  refused: string[]; // Media the site did not take: they hold up no other.
  keptAt: string;
};
export type Content = { described: Medium; content: Blob };
type KeptMedium = { id: string; item: string; content: Blob };
export type Counts = { waiting: number; refused: number; oldest: string | null };

export class Outbox {
  readonly name: string;
  readonly #database: IDBDatabase;
  readonly #told: BroadcastChannel;

  constructor(name: string, database: IDBDatabase) {
    this.name = name;
    this.#database = database;
    this.#told = new BroadcastChannel(`seedbed-${name}`);
  }

  /** Keep an item with its photos and recordings: all of it, or an error and nothing.
   *
   * `instead` names what was remembered of it until now, such as a conversation under way: it is forgotten in the same
   * moment, so that nothing is here twice.
   */
  async add(item: Item, media: readonly Content[] = [], instead: readonly string[] = []): Promise<void> {
    await this.#keep([item], media, instead);
  }

  /** Keep items without photos and recordings: all of them, or an error and none. */
  async addAll(items: readonly Item[]): Promise<void> {
    await this.#keep(items, [], []);
  }

  async #keep(items: readonly Item[], media: readonly Content[], instead: readonly string[]): Promise<void> {
    await writing(this.#database, [ITEMS, MEDIA, SETTINGS], (store) => {
      for (const name of instead) {
        store(SETTINGS).delete(name); // First: on a full device this makes the room.
      }
      for (const item of items) {
        store(ITEMS).add(waiting(item, media));
        for (const each of media) {
          const medium: KeptMedium = { id: each.described.id, item: item.id, content: each.content };
          store(MEDIA).add(medium);
        }
      }
    });
    this.#tell();
  }

  /** Return all that is here, in the order in which it was kept. */
  async all(): Promise<Waiting[]> {
    const kept = await reading<Waiting[]>(this.#database, ITEMS, (items) => items.getAll());
    // The first pages kept neither: what they left half sent goes on from where it was.
    return kept.map((each) => ({
      ...each,
      asked: each.asked ?? each.wanted ?? [],
      lost: each.lost ?? 0,
      refused: each.refused ?? [],
    }));
  }

  /** Count what waits and what was refused. */
  async counts(): Promise<Counts> {
    const all = await this.all();
    const waiting = all.filter((each) => each.problem === null);
    const oldest = waiting.map((each) => each.keptAt).sort()[0] ?? null;
    return { waiting: waiting.length, refused: all.length - waiting.length, oldest };
  }

  /** Return a photo or recording that waits. */
  async content(medium: string): Promise<Blob | null> {
    const kept = await reading<KeptMedium | undefined>(this.#database, MEDIA, (media) => media.get(medium));
    return kept?.content ?? null;
  }

  /** Write down what became of something on its way. */
  async note(changed: Waiting): Promise<void> {
    await writing(this.#database, [ITEMS], (store) => store(ITEMS).put(changed));
    this.#tell();
  }

  /** Let all that the site did not take be sent once more. */
  async tryAgain(): Promise<void> {
    for (const each of (await this.all()).filter((one) => one.problem !== null)) {
      await this.note({ ...each, wanted: null, asked: [], refused: [], problem: null });
    }
  }

  /** Clear what the site has said it has, or what was saved in a rescue file and cleared by hand. */
  async clear(those: readonly Waiting[]): Promise<void> {
    await writing(this.#database, [ITEMS, MEDIA], (store) => {
      for (const each of those) {
        if (each.order !== undefined) {
          store(ITEMS).delete(each.order);
        }
        for (const medium of each.media) {
          store(MEDIA).delete(medium.id);
        }
      }
    });
    this.#tell();
  }

  /** Return something small that this device remembers, such as its token. */
  async setting<Value>(name: string): Promise<Value | null> {
    return (await reading<Value | undefined>(this.#database, SETTINGS, (all) => all.get(name))) ?? null;
  }

  /** Remember something small, or forget it. */
  async remember(name: string, value: unknown): Promise<void> {
    await writing(this.#database, [SETTINGS], (store) => {
      if (value === null) {
        store(SETTINGS).delete(name);
      } else {
        store(SETTINGS).put(value, name);
      }
    });
    this.#tell();
  }

  /** Call something whenever what is here changes, in this tab or another. */
  changed(call: () => void): void {
    this.#told.addEventListener("message", call);
    window.addEventListener(`seedbed-${this.name}`, call);
  }

  #tell(): void {
    this.#told.postMessage(null);
    window.dispatchEvent(new Event(`seedbed-${this.name}`));
  }
}

function waiting(item: Item, media: readonly Content[]): Waiting {
  return {
    id: item.id,
    item,
    media: media.map((each) => each.described),
    wanted: null,
    asked: [],
    lost: 0,
    refused: [],
    problem: null,
    keptAt: new Date().toISOString(),
  };
}

/** Open the outbox of an app ("shift", "kiosk"); each has its own, with its own device. */
export async function openOutbox(name: string): Promise<Outbox> {
  const database = await openDatabase(`seedbed-${name}`, VERSION, (made) => {
    // Only ever add here: an update must not strand what an older page kept.
    const lacks = (store: string) => !made.objectStoreNames.contains(store);
    if (lacks(ITEMS)) {
      const items = made.createObjectStore(ITEMS, { keyPath: "order", autoIncrement: true });
      items.createIndex("id", "id", { unique: true });
    }
    if (lacks(MEDIA)) {
      made.createObjectStore(MEDIA, { keyPath: "id" });
    }
    if (lacks(SETTINGS)) {
      made.createObjectStore(SETTINGS);
    }
  });
  return new Outbox(name, database);
}
