import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import { baseDatiIrraggiungibile } from '#platform/db';
import { indisponibile } from '#platform/db';
import { compilaSerializzatore, compilaValidatore } from './compilatori.ts';
import { campiInItaliano } from './messaggi.ts';
import { daRifiuto, problema, type Problema } from './problem.ts';
import { Rifiuto } from './rifiuto.ts';
import { verificaTesto } from './testo.ts';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type OpzioniServer = {
  log: FastifyBaseLogger;
  /** Addresses or CIDR ranges of the proxies whose `X-Forwarded-*` headers are believed; none by default. */
  proxyFidato?: string[];
  /** Requests a minute for one client before 429. */
  limiteRichieste: number;
  /** Largest body that is not an upload, bytes. Ten thousand recipients fit in 16 MiB. */
  corpoMassimo?: number;
};

/** What a page of ours may ask of the browser: to copy, to sign in with a passkey, and nothing else. */
const PERMESSI_DELLA_PAGINA = [
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
  ],
  ...[
    'idle-detection',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ],
]
  .map((nome) => `${nome}=()`)
  .concat('clipboard-write=(self)', 'publickey-credentials-create=(self)', 'publickey-credentials-get=(self)')
  .join(', ');

const LIMITE_CORPO = 16 * 1024 * 1024;

function rispondi(risposta: FastifyReply, p: Problema): void {
  void risposta.code(p.status).type('application/problem+json').header('cache-control', 'no-store').send(p);
}

function gestisciErrore(errore: FastifyError, richiesta: FastifyRequest, risposta: FastifyReply): void {
  if (errore instanceof Rifiuto) {
    if (errore.categoria === 'nonDisponibile') void risposta.header('retry-after', '5');
    return rispondi(risposta, daRifiuto(errore, richiesta.id));
  }
  if (errore.validation) {
    const campi = campiInItaliano(errore.validation);
    const detail = campi.map((c) => (c.campo ? `${c.campo}: ${c.messaggio}` : c.messaggio)).join(' ');
    return rispondi(risposta, { ...problema(422, 'richiesta.non-valida', detail, richiesta.id), campi });
  }
  if (indisponibile(errore)) {
    richiesta.log.warn({ err: errore }, 'base di dati non disponibile');
    void risposta.header('retry-after', '2');
    const detail =
      'La base di dati non risponde: riprovare tra poco. Con la stessa Idempotency-Key l’operazione non si ripete due volte.';
    return rispondi(risposta, problema(503, 'servizio.non-disponibile', detail, richiesta.id));
  }
  const stato = errore.statusCode ?? 500;
  if (stato === 429)
    return rispondi(
      risposta,
      problema(429, 'richiesta.troppe', 'Troppe richieste: riprovare tra poco.', richiesta.id),
    );
  if (stato === 413)
    return rispondi(
      risposta,
      problema(413, 'richiesta.troppo-grande', 'Il contenuto inviato è troppo grande.', richiesta.id),
    );
  if (stato === 415)
    return rispondi(
      risposta,
      problema(
        415,
        'richiesta.tipo-non-ammesso',
        'Il tipo di contenuto inviato non è ammesso qui.',
        richiesta.id,
      ),
    );
  if (stato >= 400 && stato < 500)
    return rispondi(
      risposta,
      problema(stato, 'richiesta.illeggibile', 'La richiesta non è leggibile.', richiesta.id),
    );
  if (baseDatiIrraggiungibile(errore)) {
    richiesta.log.warn({ err: errore }, 'base di dati non disponibile');
    void risposta.header('retry-after', '5');
    return rispondi(
      risposta,
      problema(
        503,
        'servizio.non-disponibile',
        'La base di dati non risponde: riprovare tra poco.',
        richiesta.id,
      ),
    );
  }
  richiesta.log.error({ err: errore }, 'errore non previsto');
  rispondi(
    risposta,
    problema(
      500,
      'errore.interno',
      `Si è verificato un errore non previsto. Comunicare il codice ${richiesta.id} all’assistenza.`,
      richiesta.id,
    ),
  );
}

/**
 * A Fastify server with the rules every route shares: strict validation (nothing removed, nothing coerced in bodies),
 * problem+json in Italian, security headers without exceptions, rate limit with its headers, no caching.
 */
export async function creaServer(opzioni: OpzioniServer): Promise<App> {
  const app = Fastify({
    loggerInstance: opzioni.log,
    trustProxy: opzioni.proxyFidato?.length ? opzioni.proxyFidato : false,
    bodyLimit: opzioni.corpoMassimo ?? LIMITE_CORPO,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // One line for each request, when it ends (below), instead of two.
    logController: new LogController({ disableRequestLogging: true }),
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.addHook('onResponse', (richiesta, risposta, fatto) => {
    richiesta.log.info(
      {
        metodo: richiesta.method,
        // Without the query: it may hold names and codes of people.
        percorso: richiesta.url.replace(/\?.*/s, ''),
        da: richiesta.ip,
        stato: risposta.statusCode,
        ms: Math.round(risposta.elapsedTime),
      },
      'richiesta servita',
    );
    fatto();
  });
  app.setValidatorCompiler(compilaValidatore());
  app.setSerializerCompiler(compilaSerializzatore());
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        mediaSrc: ["'none'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        frameSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    max: opzioni.limiteRichieste,
    timeWindow: '1 minute',
    // A shared counter (an office behind one address) would let a script starve its neighbours: count by credential.
    keyGenerator: (r) => r.headers.authorization ?? r.headers.cookie ?? r.ip,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': true,
      'x-ratelimit-remaining': true,
      'x-ratelimit-reset': true,
    },
  });

  app.addHook('preValidation', async (richiesta) => {
    if (richiesta.body !== null && typeof richiesta.body === 'object' && !Buffer.isBuffer(richiesta.body))
      verificaTesto(richiesta.body);
    verificaTesto(richiesta.query);
    verificaTesto(richiesta.params);
  });
  app.addHook('onSend', async (richiesta, risposta) => {
    if (!risposta.hasHeader('cache-control')) void risposta.header('cache-control', 'no-store');
    void risposta.header('x-request-id', richiesta.id);
    void risposta.header('permissions-policy', PERMESSI_DELLA_PAGINA);
    // Said over TLS only: in clear a browser ignores it, and one's own machine must stay reachable (RFC 6797 §7.2).
    if (richiesta.protocol === 'https') void risposta.header('strict-transport-security', 'max-age=31536000');
  });
  app.setErrorHandler(gestisciErrore);
  app.setNotFoundHandler((richiesta, risposta) => {
    rispondi(
      risposta,
      problema(404, 'richiesta.percorso-sconosciuto', 'L’indirizzo richiesto non esiste.', richiesta.id),
    );
  });
  return app;
}
