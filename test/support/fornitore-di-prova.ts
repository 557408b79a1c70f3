import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';

/** What the provider knows of a person; who signs in there types `sub`. */
export type PersonaAltrove = {
  preferred_username?: string;
  email?: string;
  email_verified?: boolean;
  fiscal_number?: string;
  /** How it was proved who he is. */
  amr?: string[];
};

/** A real OpenID provider, on this machine, with a page to sign in on. */
export type FornitoreDiProva = {
  emittente: string;
  clientId: string;
  segreto: string;
  persone: Map<string, PersonaAltrove>;
  /** From now on nobody answers at its address. */
  spegni: () => Promise<void>;
};

const PAGINA = (
  via: string,
): string => `<!doctype html><html lang="it"><head><title>Fornitore di prova</title></head>
<body><h1>Fornitore di prova</h1><form method="post" action="${via}"><label>Persona <input name="sub"></label>
<button name="esito" value="entra">Entra</button> <button name="esito" value="annulla">Annulla</button></form></body></html>`;

/** @param ritorno the address people are sent back to */
export async function avviaFornitore(ritorno: string): Promise<FornitoreDiProva> {
  let rispondi: (richiesta: IncomingMessage, risposta: ServerResponse) => void = () => undefined;
  const server = createServer((richiesta, risposta) => rispondi(richiesta, risposta)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const indirizzo = server.address();
  const emittente = `http://127.0.0.1:${typeof indirizzo === 'object' && indirizzo ? indirizzo.port : 0}`;
  const clientId = 'tabularium';
  const segreto = `segreto-${randomUUID()}`;
  const persone = new Map<string, PersonaAltrove>();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider: Provider = new Provider(emittente, {
    clients: [{ client_id: clientId, client_secret: segreto, redirect_uris: [ritorno] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'prova', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['prova'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    claims: {
      openid: ['sub', 'acr', 'amr'],
      profile: ['preferred_username', 'fiscal_number'],
      email: ['email', 'email_verified'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/entra/${uid}` },
    findAccount: (_: unknown, sub: string) => {
      const { amr: __, ...dati } = persone.get(sub) ?? {};
      return { accountId: sub, claims: () => ({ sub, ...dati }) };
    },
    // Consent is the organisation's: nobody is asked.
    loadExistingGrant: async (ctx: { oidc: { session: { accountId: string } } }) => {
      const grant = new provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const oidc = provider.callback();
  rispondi = (richiesta, risposta) => {
    if (!richiesta.url?.startsWith('/entra/')) return oidc(richiesta, risposta);
    void accesso(richiesta, risposta).catch((errore: unknown) => {
      risposta.statusCode = 500;
      risposta.end(String(errore));
    });
  };
  const accesso = async (richiesta: IncomingMessage, risposta: ServerResponse): Promise<void> => {
    if (richiesta.method === 'GET') {
      risposta.setHeader('content-type', 'text/html; charset=utf-8');
      risposta.end(PAGINA(richiesta.url ?? ''));
      return;
    }
    const pezzi: Buffer[] = [];
    for await (const pezzo of richiesta) pezzi.push(pezzo as Buffer);
    const modulo = new URLSearchParams(Buffer.concat(pezzi).toString());
    const accountId = modulo.get('sub') ?? '';
    await provider.interactionFinished(
      richiesta,
      risposta,
      modulo.get('esito') === 'annulla'
        ? { error: 'access_denied' }
        : { login: { accountId, amr: persone.get(accountId)?.amr ?? ['pwd'] } },
    );
  };
  return {
    emittente,
    clientId,
    segreto,
    persone,
    spegni: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((chiuso) => server.close(chiuso));
    },
  };
}

/** A browser at the provider: signs in there, and says where it is sent back to. */
export class VisitaAltrove {
  readonly #biscotti = new Map<string, string>();

  async #chiedi(url: string, corpo?: URLSearchParams): Promise<Response> {
    const risposta = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#biscotti].map(([n, v]) => `${n}=${v}`).join('; ') },
      ...(corpo && { method: 'POST', body: corpo }),
    });
    for (const riga of risposta.headers.getSetCookie()) {
      const [nome = '', valore = ''] = riga.split(';')[0]?.split(/=(.*)/s) ?? [];
      if (valore === '' || /expires=Thu, 01 Jan 1970/i.test(riga)) this.#biscotti.delete(nome);
      else this.#biscotti.set(nome, valore);
    }
    return risposta;
  }

  /** @returns the address of ours it is sent back to */
  async accede(partenza: string, sub: string, esito = 'entra'): Promise<URL> {
    const casa = new URL(partenza).origin;
    let url = partenza;
    for (let passi = 0; passi < 8; passi++) {
      const chiede = url.startsWith(`${casa}/entra/`);
      const risposta = await this.#chiedi(url, chiede ? new URLSearchParams({ sub, esito }) : undefined);
      const verso = risposta.headers.get('location');
      if (verso === null) throw new Error(`${url}: ${risposta.status} ${await risposta.text()}`);
      url = new URL(verso, casa).href;
      if (!url.startsWith(casa)) return new URL(url);
    }
    throw new Error('troppi passi');
  }
}
