import { Type } from 'typebox';
import type { Db } from '#platform/db';
import type { App } from '#platform/http';
import { verificaPubblica, type VerificaPubblica } from '#registrazione';
import { paginaPubblica, scappa } from './pagina-pubblica.ts';

const pagina = (titolo: string, corpo: string): string =>
  paginaPubblica({
    titolo,
    occhiello: 'Verifica di un documento protocollato',
    corpo,
    piede: 'Questa pagina non mostra dati personali. Per informazioni sul documento rivolgersi all’ente.',
  });

function impronte(v: VerificaPubblica): string {
  if (v.documenti.length === 0) return '<p>Il documento è di carta: non ha impronte.</p>';
  const voci = v.documenti.map(
    (d, i) =>
      `<li><span>${d.ruolo === 'principale' ? 'Documento principale' : `Allegato ${i}`} (${scappa(d.algoritmo)})</span><code>${scappa(d.impronta)}</code></li>`,
  );
  return `<p>Chi ha il file può confrontarne l’impronta con quella registrata:</p><ul class="impronte">${voci.join('')}</ul>`;
}

function trovata(v: VerificaPubblica): string {
  const stato = v.annullata
    ? `<p class="stato annullata"><strong>ANNULLATA</strong> il ${scappa(v.annullata)}</p>`
    : `<p class="stato valida"><strong>Registrazione valida</strong>${v.rettificata ? ' · un dato è stato rettificato dopo la registrazione' : ''}</p>`;
  return `<h1>${scappa(v.ente)}</h1>${stato}
<dl><dt>Registro</dt><dd>${scappa(v.registro)}</dd><dt>Numero</dt><dd class="numero">${scappa(v.numero)}/${v.anno}</dd>
<dt>Data e ora</dt><dd>${scappa(v.data)}, ${scappa(v.ora)}</dd><dt>Flusso</dt><dd>${scappa(v.flusso)}</dd></dl>
<h2>Impronte dei file</h2>${impronte(v)}`;
}

const NON_TROVATA =
  '<h1>Nessuna registrazione</h1><p>A questo indirizzo non corrisponde alcuna registrazione. Controllare che sia stato letto per intero, o inquadrare di nuovo il codice QR.</p>';

/** The page a QR code leads to: no session, no script, nothing personal. */
export function rotteVerifica(app: App, parti: { db: Db }): void {
  app.get(
    '/verifica/:ente/:token',
    {
      config: { permesso: 'pubblico', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        hide: true,
        params: Type.Object({ ente: Type.String({ maxLength: 40 }), token: Type.String({ maxLength: 64 }) }),
      },
    },
    async (richiesta, risposta) => {
      const esito = await verificaPubblica(parti.db, richiesta.params.ente, richiesta.params.token);
      return await risposta
        .code(esito ? 200 : 404)
        .type('text/html; charset=utf-8')
        .send(
          esito
            ? pagina(`Protocollo ${esito.numero}/${esito.anno} - ${esito.ente}`, trovata(esito))
            : pagina('Nessuna registrazione', NON_TROVATA),
        );
    },
  );
}
