import { Type } from 'typebox';
import { dataItaliana } from '#platform/clock';
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

const cifre = (n: number): string => n.toLocaleString('it-IT');
const conAltre = (n: number): string =>
  n === 0 ? '' : n === 1 ? ', con un’altra voce' : `, con altre ${cifre(n)} voci`;

/** That the registration is in the signed log, with what is needed to be sure of it without trusting this page. */
function registroVerificabile(v: VerificaPubblica, indirizzo: string): string {
  const foglia = `<dt>Posizione</dt><dd>${cifre(v.foglia.posizione)}</dd><dt>Impronta</dt><dd><code>${scappa(v.foglia.impronta)}</code></dd>`;
  if (!v.prova)
    return `<h2>Registro verificabile</h2><p>La registrazione ha già il suo posto nel registro. Dopo la chiusura del giorno, la notte successiva al ${scappa(v.data)}, qui ci sarà la prova firmata.</p><dl>${foglia}</dl>`;
  const { testa } = v.prova;
  const marca = testa.marcaIstante
    ? `<dt>Marca temporale</dt><dd>${scappa(dataItaliana(testa.marcaIstante))}, ${scappa(testa.marcaIstante.slice(11, 19))}</dd>`
    : '';
  return `<h2>Registro verificabile</h2><p>La registrazione è nel registro firmato dall’ente il ${scappa(dataItaliana(testa.istante))}${conAltre(testa.dimensione - 1)}: non può più essere cambiata, tolta o spostata senza che si veda.</p>
<dl>${foglia}<dt>Testa</dt><dd>${testa.dimensione === 1 ? 'una voce' : `${cifre(testa.dimensione)} voci`}, <code>${scappa(testa.radice)}</code></dd>
<dt>Chiave</dt><dd><code>${scappa(testa.improntaChiave)}</code></dd>${marca}</dl>
<p><a href="${scappa(indirizzo)}/prova.json" download>Scarica la prova</a> (JSON), che chiunque può verificare per conto suo.</p>`;
}

function trovata(v: VerificaPubblica, indirizzo: string): string {
  const stato = v.annullata
    ? `<p class="stato annullata"><strong>ANNULLATA</strong> il ${scappa(v.annullata)}</p>`
    : `<p class="stato valida"><strong>Registrazione valida</strong>${v.rettificata ? ' · un dato è stato rettificato dopo la registrazione' : ''}</p>`;
  return `<h1>${scappa(v.ente)}</h1>${stato}
<dl><dt>Registro</dt><dd>${scappa(v.registro)}</dd><dt>Numero</dt><dd class="numero">${scappa(v.numero)}/${v.anno}</dd>
<dt>Data e ora</dt><dd>${scappa(v.data)}, ${scappa(v.ora)}</dd><dt>Flusso</dt><dd>${scappa(v.flusso)}</dd></dl>
<h2>Impronte dei file</h2>${impronte(v)}${registroVerificabile(v, indirizzo)}`;
}

const NON_TROVATA =
  '<h1>Nessuna registrazione</h1><p>A questo indirizzo non corrisponde alcuna registrazione. Controllare che sia stato letto per intero, o inquadrare di nuovo il codice QR.</p>';

/** The page a QR code leads to: no session, no script, nothing personal. */
export function rotteVerifica(app: App, parti: { db: Db }): void {
  const config = { permesso: 'pubblico', rateLimit: { max: 60, timeWindow: '1 minute' } } as const;
  const schema = {
    hide: true,
    params: Type.Object({ ente: Type.String({ maxLength: 40 }), token: Type.String({ maxLength: 64 }) }),
  };

  app.get('/verifica/:ente/:token', { config, schema }, async (richiesta, risposta) => {
    const esito = await verificaPubblica(parti.db, richiesta.params.ente, richiesta.params.token);
    return await risposta
      .code(esito ? 200 : 404)
      .type('text/html; charset=utf-8')
      .send(
        esito
          ? pagina(
              `Protocollo ${esito.numero}/${esito.anno} - ${esito.ente}`,
              trovata(esito, `/verifica/${richiesta.params.ente}/${richiesta.params.token}`),
            )
          : pagina('Nessuna registrazione', NON_TROVATA),
      );
  });

  app.get('/verifica/:ente/:token/prova.json', { config, schema }, async (richiesta, risposta) => {
    const esito = await verificaPubblica(parti.db, richiesta.params.ente, richiesta.params.token);
    if (!esito?.prova) return await risposta.code(404).type('application/json; charset=utf-8').send('{}');
    return await risposta
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="prova.json"')
      .send(JSON.stringify(esito.prova, null, 2));
  });
}
