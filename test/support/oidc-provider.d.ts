// As much of it as the tests use: the package comes without types.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Grant = { addOIDCScope: (scope: string) => void; save: () => Promise<string> };
  type Interaction = {
    uid: string;
    prompt: { name: string };
    params: Record<string, unknown>;
  };

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    readonly Grant: new (di: { clientId: string; accountId: string }) => Grant;
    callback(): (richiesta: IncomingMessage, risposta: ServerResponse) => void;
    interactionDetails(richiesta: IncomingMessage, risposta: ServerResponse): Promise<Interaction>;
    interactionFinished(
      richiesta: IncomingMessage,
      risposta: ServerResponse,
      risultato: Record<string, unknown>,
    ): Promise<void>;
  }
}
