// IndexedDB with promises: what a page keeps on the device, whole or not at all.

/** Whether an error says that the device has no more room. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

/** Open a database, making what a newer page needs; what an older page kept stays. */
export function openDatabase(name: string, version: number, change: (made: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(name, version);
    asked.onupgradeneeded = () => change(asked.result);
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      // A newer page in another tab must not wait for this one.
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
  });
}

/** Return what a request of IndexedDB comes to. */
export function answerOf<Answer>(asked: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

/** Read in one transaction. */
export function reading<Answer>(
  database: IDBDatabase,
  store: string,
  read: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  return answerOf(read(database.transaction(store, "readonly").objectStore(store)));
}

/** Write in one transaction, and return once it is on the disk: a battery may be pulled out the moment after. */
export function writing(
  database: IDBDatabase,
  stores: readonly string[],
  write: (store: (name: string) => IDBObjectStore) => void,
): Promise<void> {
  return new Promise((done, fail) => {
    const made = database.transaction([...stores], "readwrite", { durability: "strict" });
    made.oncomplete = () => done();
    made.onabort = () => fail(made.error ?? new DOMException("It was not kept.", "AbortError"));
    try {
      write((name) => made.objectStore(name));
    } catch (error) {
      fail(error);
      made.abort(); // Else what was written before the error would stay alone.
    }
  });
}
