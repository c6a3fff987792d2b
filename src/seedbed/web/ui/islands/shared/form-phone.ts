// What all screens of the form share: the outbox, what the site told, and the conversation that is under way.

import type { Item } from "./capture";
import type { About } from "./form-about";
import { sayFull } from "./form-screen";
import type { Content, Outbox } from "./outbox";
import type { Recording } from "./recorder";
import type { Sender } from "./sender";

const TALK = "talk";

export type Talk = {
  language: string; // That is spoken, and of the words.
  asked: string; // In which they were asked for consent.
  scopes: string[];
  ageBand: string;
  guardian: boolean;
  assented: boolean;
  prompt: string;
  words: string;
  sticker: string;
  photos: Blob[];
  recordings: Blob[];
  blur: boolean;
  cards: Record<string, string>;
};

export class Phone {
  about: About | null = null;
  talk: Talk | null = null;
  recording: Recording | null = null; // Under way.
  readonly outbox: Outbox;
  readonly sender: Sender;
  /** Goes back to the first screen. */
  home: () => Promise<void> = async () => {};

  constructor(outbox: Outbox, sender: Sender) {
    this.outbox = outbox;
    this.sender = sender;
  }

  /** Keep the conversation as it is, so that a reload loses nothing; only once someone agreed to take part.
   *
   * On a full device it stays on the screen, which says so, and can still be kept once there is room.
   */
  async keepTalk(): Promise<void> {
    if (this.talk?.scopes.includes("take_part")) {
      try {
        await this.outbox.remember(TALK, this.talk);
      } catch (error) {
        sayFull(error);
      }
    }
  }

  /** End a recording that is under way, and keep with the conversation what was said until now. */
  async endRecording(): Promise<void> {
    const running = this.recording;
    this.recording = null;
    if (running && this.talk) {
      this.talk.recordings.push((await running.stop()).content);
      await this.keepTalk();
    }
  }

  /** Put what came of the conversation into the outbox, in its place. */
  async finishTalk(item: Item, media: readonly Content[]): Promise<void> {
    await this.outbox.add(item, media, [TALK]);
    this.talk = null;
  }

  /** Forget the conversation: nobody agreed, or wants it kept. */
  async forgetTalk(): Promise<void> {
    this.recording?.cancel(); // Else the microphone would stay on.
    this.recording = null;
    this.talk = null;
    await this.outbox.remember(TALK, null);
  }

  /** Take up a conversation that a reload broke off. */
  async takeUpTalk(): Promise<Talk | null> {
    const kept = await this.outbox.setting<Talk>(TALK);
    this.talk = kept && { ...kept, asked: kept.asked ?? kept.language }; // Older pages kept one language alone.
    return this.talk;
  }
}

/** Begin a conversation. */
export function newTalk(language: string, asked: string, prompt: string): Talk {
  return {
    language,
    asked,
    scopes: [],
    ageBand: "18_plus",
    guardian: false,
    assented: false,
    prompt,
    words: "",
    sticker: "",
    photos: [],
    recordings: [],
    blur: true,
    cards: {},
  };
}
