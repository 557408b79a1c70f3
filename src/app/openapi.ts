import swagger from '@fastify/swagger';
import type { App } from '#platform/http';

type Oggetto = Record<string, unknown>;
type Documento = Oggetto & { paths: Record<string, Record<string, Oggetto>>; components?: Oggetto };

const PROBLEMA = {
  type: 'object',
  description: 'Errore secondo RFC 9457, con codice stabile e campi da correggere',
  required: ['type', 'title', 'status', 'detail', 'codice', 'richiesta'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'urn:tabularium:errore:<codice>' },
    title: { type: 'string' },
    status: { type: 'integer', format: 'int32', minimum: 100, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string' },
    codice: { type: 'string', description: 'Codice stabile, per i programmi' },
    richiesta: {
      type: 'string',
      description: 'Identificativo della richiesta, da comunicare all’assistenza',
    },
    campi: {
      type: 'array',
      items: { type: 'object', properties: { campo: { type: 'string' }, messaggio: { type: 'string' } } },
    },
    dati: { type: 'object', additionalProperties: true },
  },
};

const intestazioniLimite = Object.fromEntries(
  [
    ['X-RateLimit-Limit', 'Richieste ammesse nel periodo'],
    ['X-RateLimit-Remaining', 'Richieste che restano'],
    ['X-RateLimit-Reset', 'Secondi alla fine del periodo'],
  ].map(([nome, description]) => [nome ?? '', { description, schema: { type: 'integer', format: 'int32' } }]),
);
const riprova = {
  'Retry-After': { description: 'Secondi da attendere', schema: { type: 'integer', format: 'int32' } },
};

function rispostaProblema(description: string, headers: Oggetto): Oggetto {
  return {
    description,
    headers,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problema' } } },
  };
}

/** The rest of an address has no name among the routes, and must have one here. */
const RESTO = 'percorso';

/** Every operation can be refused, throttled or find us down: said once here rather than in every route. */
function completa(operazione: Oggetto): void {
  for (const p of (operazione.parameters ?? []) as Oggetto[]) if (p.name === '*') p.name = RESTO;
  const risposte = (operazione.responses ?? {}) as Record<string, Oggetto>;
  for (const [stato, risposta] of Object.entries(risposte)) {
    if (stato.startsWith('2'))
      risposta.headers = { ...(risposta.headers as Oggetto | undefined), ...intestazioniLimite };
    if (stato === '204') delete risposta.content;
  }
  operazione.responses = {
    ...risposte,
    '4XX': rispostaProblema('Richiesta rifiutata', intestazioniLimite),
    '429': rispostaProblema('Troppe richieste', { ...intestazioniLimite, ...riprova }),
    '503': rispostaProblema('Servizio non disponibile', riprova),
    default: rispostaProblema('Errore', intestazioniLimite),
  };
}

/** The API's own description, complete: OpenAPI 3.0 (ModI RAC_GEN_001), zero errors from italia's ruleset. */
export function descriviApi(app: App): Oggetto {
  // A plain JSON copy: what the routes declared must not be written on, and from here on it is only a document.
  const documento = JSON.parse(JSON.stringify(app.swagger())) as Documento;
  // Addresses are relative to the server's, which ends in /api/v1.
  documento.paths = Object.fromEntries(
    Object.entries(documento.paths).map(([via, o]) => [
      via.replace(/^\/api\/v1/, '').replace('{*}', `{${RESTO}}`),
      o,
    ]),
  );
  for (const percorso of Object.values(documento.paths))
    for (const operazione of Object.values(percorso)) completa(operazione);
  documento.components = {
    ...documento.components,
    schemas: { ...(documento.components?.schemas ?? {}), Problema: PROBLEMA },
  };
  return documento;
}

/** Collects the routes registered after it. Call before any of them. */
export async function montaOpenApi(
  app: App,
  parti: { versione: string; urlPubblico: string | undefined },
): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Tabularium',
        version: parti.versione,
        description:
          'Protocollo informatico: registrazione, segnatura, ricerca, annullamento e rettifica. Errori in application/problem+json.',
        termsOfService: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12',
        contact: { name: 'Tabularium', url: 'https://example.org/tabularium' },
        license: { name: 'EUPL-1.2', url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
        'x-summary': 'Protocollo informatico della pubblica amministrazione',
        'x-api-id': 'tabularium',
      } as Oggetto as never,
      // The description is the same for every installation; the guidelines want an https address in it.
      servers: [
        {
          url: `${parti.urlPubblico?.startsWith('https:') ? parti.urlPubblico : 'https://protocollo.example.org'}/api/v1`,
          description: 'Indirizzo pubblico dell’ente',
        },
      ],
      components: {
        securitySchemes: {
          sessione: {
            type: 'apiKey',
            in: 'cookie',
            name: 'tabularium_sessione',
            description: 'Persone: POST /sessione',
          },
          chiaveApi: {
            type: 'http',
            scheme: 'bearer',
            description: 'Programmi: chiave API dell’amministratore',
          },
        },
      },
      security: [{ chiaveApi: [] }, { sessione: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json.$id === 'string' ? json.$id : `schema-${i}`,
    },
  });
}
