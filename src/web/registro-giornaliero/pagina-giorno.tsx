import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data, dataOra } from '../platform/date/roma.ts';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { file, giornoQuery, verificaIntegrita, vociQuery } from './api.ts';
import { ElencoVoci } from './elenco-voci.tsx';
import { ModificheDelGiorno } from './modifiche-del-giorno.tsx';
import { giornoInParole, ricercaMese } from './mesi.ts';
import type { EsitoIntegrita, Giornaliero } from './tipi.ts';

/** A day: what its register is, its files and whether they are still themselves, and both its lists (RN-53.1, RN-5.1-2). */
export function PaginaGiorno(): ReactElement {
  const { registro, giorno } = useParams({ from: '/registro-giornaliero/$registro/$giorno' });
  const { data: g, error, isPending } = useQuery(giornoQuery(registro, giorno));
  const verifica = useMutation({
    mutationFn: () => verificaIntegrita(registro, giorno),
    onSuccess: (e) => annuncia(esitoInParole(e)),
  });
  useTastiElenco();
  useTasti('Registro giornaliero', [
    {
      tasto: 'p',
      nome: 'Apre il PDF',
      azione: () => void window.open(file(registro, giorno, 'pdf'), '_blank', 'noreferrer'),
    },
    {
      tasto: 'v',
      nome: 'Verifica l’integrità',
      azione: () => verifica.mutate(),
      attivo: !verifica.isPending,
    },
  ]);
  return (
    <Pagina
      titolo={`Registro del ${data(giorno)}`}
      occhiello={
        <>
          <Link to="/registro-giornaliero" search={ricercaMese(registro, giorno)}>
            Registro giornaliero
          </Link>{' '}
          · {giornoInParole(giorno)}
        </>
      }
      azioni={
        <>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            disabled={verifica.isPending}
            onClick={() => verifica.mutate()}
          >
            <Icona nome="check-circle" /> Verifica <kbd>V</kbd>
          </button>
          <a className="btn btn-outline-primary btn-sm" href={file(registro, giorno, 'xml')} download="">
            <Icona nome="download" /> XML
          </a>
          <a
            className="btn btn-primary btn-sm"
            href={file(registro, giorno, 'pdf')}
            target="_blank"
            rel="noreferrer"
          >
            <Icona nome="file-pdf" classe="icona--chiara" /> PDF <kbd>P</kbd>
          </a>
        </>
      }
    >
      {isPending && <Attesa />}
      <AvvisoErrore errore={error ?? verifica.error} />
      {verifica.data && (
        <p className={`alert ${verifica.data.integro ? 'alert-success' : 'alert-danger'}`}>
          {esitoInParole(verifica.data)}
        </p>
      )}
      {g && (
        <>
          <Dati g={g} />
          <h2>Registrazioni del giorno</h2>
          <ElencoVoci
            domanda={vociQuery(registro, giorno)}
            nome="Registrazioni del giorno"
            vuoto="Nessuna registrazione che tu possa vedere"
          />
          <h2>Annullamenti e modifiche di registrazioni precedenti</h2>
          <ModificheDelGiorno registro={registro} giorno={giorno} />
        </>
      )}
    </Pagina>
  );
}

function esitoInParole(e: EsitoIntegrita): string {
  if (e.integro) return 'I due file sono quelli prodotti: le impronte coincidono.';
  const quali = [...(e.pdf ? [] : ['il PDF']), ...(e.xml ? [] : ['l’XML'])].join(' e ');
  return `Verifica fallita: ${quali} non è più quello prodotto. Va ripristinato da una copia di sicurezza.`;
}

function Dati({ g }: { g: Giornaliero }): ReactElement {
  const estremi = g.prima === undefined ? '' : `, dalla n. ${Number(g.prima)} alla n. ${Number(g.ultima)}`;
  return (
    <dl className="dati-voce">
      <dt>Identificativo</dt>
      <dd>{g.identificativo}</dd>
      <dt>Registrazioni</dt>
      <dd>
        {g.quante.toLocaleString('it-IT')}
        {estremi}
      </dd>
      <dt>Prodotto</dt>
      <dd>{dataOra(g.chiusoIl)}</dd>
      <dt>Repertorio</dt>
      <dd>
        {g.repertorio.registro} n. {Number(g.repertorio.numero)}/{g.repertorio.anno}
      </dd>
      <dt>Conservazione</dt>
      <dd>
        {g.versato
          ? 'versato'
          : `da versare entro il ${data(g.dovutoEntro)}${g.inRitardo ? ': in ritardo' : ''}`}
      </dd>
      <dt>Impronta del PDF</dt>
      <dd>
        <code>{g.improntaPdf}</code>
      </dd>
      <dt>Impronta dell’XML</dt>
      <dd>
        <code>{g.improntaXml}</code>
      </dd>
    </dl>
  );
}
