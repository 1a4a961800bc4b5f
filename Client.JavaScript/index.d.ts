/** What the hub refused: test the code, show the text. */
export interface Refusal {
  code: string;
  text: string;
}

/** The refusal that a call failed with; null when it failed otherwise, mostly because the connection was lost. */
export function refusalOf(error: unknown): Refusal | null;

/** Gives the token to connect with. */
export interface Account {
  /** The token. Renews it when less than half of its life is left. */
  token(): Promise<string> | string;
  /** How many milliseconds the token still lasts, by the server's time. */
  timeLeft(): number;
}

export interface Session {
  node: string;
  transport: 'webSockets' | 'serverSentEvents' | 'longPolling';
  user: string;
  name: string;
  limits: Record<string, number>;
}

/** One connection to one node. */
export interface Link {
  readonly session: Session;
  readonly isOpen: boolean;
  /** Calls a method of the hub; fails with what `refusalOf` explains. */
  invoke<T = unknown>(method: string, ...argument: unknown[]): Promise<T>;
}

export interface User {
  user: string;
  name: string;
  away?: boolean;
}

/** An entry of a room's log; which fields there are depends on its kind. */
export interface RoomEvent {
  seq: number;
  kind: string;
  user: string;
  name?: string;
  at: number;
  node?: string;
  id?: string;
  text?: string;
  target?: number;
  replyTo?: number;
  removed?: boolean;
  emoji?: string;
  [field: string]: unknown;
}

export interface Batch {
  room: string;
  epoch: string;
  events: RoomEvent[];
}

export interface Notice {
  kind: string;
  room?: string;
  seq?: number;
  text?: string;
  role?: string;
  until?: number;
}

export interface Handlers {
  /** A new connection is there and in no room: join them. It replaces the one before when this has ended. */
  opened(link: Link): Promise<void> | void;
  /** The node has been silent for some seconds (true), or is heard again (false). */
  silent?(isSilent: boolean): void;
  /** The connection was lost, or an attempt to connect failed. Another attempt follows. */
  lost(error: unknown): Promise<void> | void;
  /** Events of a joined room: give them to its `Room`. */
  batch(batch: Batch): void;
  /** Something for this user, or for everybody. */
  notice(notice: Notice): void;
}

/** A connection that never gives up. */
export class Connection {
  /**
   * @param hub the hub's address, which ends with `/hubs/chat`
   * @param account gives the token
   * @param handlers are called with what happens
   */
  constructor(hub: string, account: Account, handlers: Handlers);
  /** Connects, again and again, until `stop()`. */
  run(): Promise<void>;
  /** Ends it. */
  stop(): Promise<void> | undefined;
}

/** A room as its member sees it: every event of its log once and in order. */
export class Room {
  /**
   * @param name the room's name
   * @param changed called after every change, with the events that are new
   */
  constructor(name: string, changed: (events: RoomEvent[]) => void);
  readonly name: string;
  readonly epoch: string | null;
  /** The name to show; null: the room's name. */
  readonly title: string | null;
  /** The last seq that has come. */
  readonly seq: number;
  /** In seq order, without gaps. */
  readonly events: RoomEvent[];
  readonly online: Map<string, User>;
  readonly onlineCount: number;
  /** Whether the log has older events than these. */
  readonly more: boolean;
  /** Joins, or resumes after a loss. */
  join(link: Link): Promise<void>;
  /** Takes a batch of this room. */
  receive(batch: Batch): void;
  /** Loads a page of older events. */
  loadOlder(): Promise<void>;
}

/**
 * Joins many rooms on a new link in one call. Gives the rooms that were refused; the others are joined. Fails if the connection was lost.
 */
export function joinAll(link: Link, rooms: Room[]): Promise<{ room: Room; refusal: Refusal }[]>;

export interface OutboxMessage {
  id: string;
  text: string;
  /** `asked`: a question that waits for a moderator. */
  state: 'waiting' | 'sent' | 'asked' | 'failed';
  seq?: number;
  /** Why it failed. */
  why?: Refusal;
}

/** Messages on their way, sent one after the other and each stored once. */
export class Outbox {
  /**
   * @param room the room
   * @param changed called after every change
   * @param storage where messages survive a reload; `sessionStorage` where there is one
   */
  constructor(room: Room, changed: () => void, storage?: Pick<Storage, 'getItem' | 'setItem'>);
  readonly messages: OutboxMessage[];
  /** Queues a message. */
  add(text: string): void;
  /** Tries a failed message again. */
  retry(id: string): void;
  /** Takes a message out. */
  discard(id: string): void;
  /** Sends what waits over this link. The room has to be joined on it. */
  use(link: Link): void;
  /** Tells it which events have come; `user` is the own user's id. */
  seen(events: RoomEvent[], user: string): void;
}

/** An id for a message: 128 random bits. */
export function newId(): string;

/** Whether a text mentions the user of this name, or everyone in the room (`@all`): the rule by which the server counts mentions. */
export function mentions(text: string, name: string): boolean;
