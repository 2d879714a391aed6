/** `MessageChannelMain` over real message channels: queued until started, as Electron's are. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MessageChannelMain, MessagePortMain } from 'electron';

export class MessagePortMainStandIn extends EventEmitter implements Pick<MessagePortMain, 'close' | 'start'> {
  /** The other side takes this when the port is transferred. */
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
  }

  start(): void {
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    this.port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown, transfer: readonly MessagePortMainStandIn[] = []): void {
    this.port.postMessage(
      message,
      transfer.map(({ port }) => port),
    );
  }

  close(): void {
    this.port.close();
  }
}

export class MessageChannelMainStandIn implements Record<keyof MessageChannelMain, MessagePortMainStandIn> {
  readonly port1: MessagePortMainStandIn;
  readonly port2: MessagePortMainStandIn;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMainStandIn(port1);
    this.port2 = new MessagePortMainStandIn(port2);
  }
}
