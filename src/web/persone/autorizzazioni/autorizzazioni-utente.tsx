import { useQuery } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { autorizzazioniQuery, type Autorizzazione, type Profilo, type Utente } from '../api.ts';
import { AutorizzazioneVista } from './autorizzazione.tsx';
import { useProfiliDecisi } from './chi-decide.ts';
import { NuovaAutorizzazioneModulo } from './nuova-autorizzazione.tsx';

/** What the person may do, will and could, each with who decided it; those over stay below. */
export function AutorizzazioniUtente({ utente: u }: { utente: Utente }): ReactElement {
  const { data, error, isPending } = useQuery(autorizzazioniQuery(u.id));
  const [nuova, setNuova] = useState(false);
  const profili = useProfiliDecisi();
  const [primo, ...altri] = profili;
  // What holds today comes before what is to come.
  const vive = (['in-vigore', 'futura'] as const).flatMap((s) => data?.filter((a) => a.stato === s) ?? []);
  const finite = data?.filter((a) => a.stato === 'scaduta' || a.stato === 'revocata') ?? [];
  const chi = `${u.cognome} ${u.nome}`;
  return (
    <section className="carta" aria-labelledby="autorizzazioni-utente">
      <h3 id="autorizzazioni-utente">Autorizzazioni</h3>
      <AvvisoErrore errore={error} />
      {isPending && <Attesa />}
      {data && vive.length === 0 && (
        <p>{u.attivo ? 'Nessuna in vigore: entra, ma non può fare nulla.' : 'Nessuna in vigore.'}</p>
      )}
      <Elenco autorizzazioni={vive} profili={profili} chi={chi} />
      {primo &&
        u.attivo &&
        (nuova ? (
          <NuovaAutorizzazioneModulo utente={u} profili={[primo, ...altri]} onFatto={() => setNuova(false)} />
        ) : (
          <Button type="button" color="primary" size="sm" onClick={() => setNuova(true)}>
            <Icona nome="plus" classe="icona--chiara" /> Concedi un’autorizzazione
          </Button>
        ))}
      <ChiDecide profili={profili} />
      {finite.length > 0 && (
        <details className="autorizzazioni-finite">
          <summary>Finite ({finite.length})</summary>
          <Elenco autorizzazioni={finite} profili={profili} chi={chi} />
        </details>
      )}
    </section>
  );
}

type PerElenco = { autorizzazioni: Autorizzazione[]; profili: readonly Profilo[]; chi: string };

function Elenco({ autorizzazioni, profili, chi }: PerElenco): ReactElement | null {
  if (autorizzazioni.length === 0) return null;
  return (
    <ul className="autorizzazioni">
      {autorizzazioni.map((a) => (
        <AutorizzazioneVista key={a.id} autorizzazione={a} profili={profili} chi={chi} />
      ))}
    </ul>
  );
}

/** Why some of them have no buttons. */
function ChiDecide({ profili }: { profili: readonly Profilo[] }): ReactElement | null {
  const registro = profili.includes('operatore');
  const amministratore = profili.includes('amministratore');
  if (registro && amministratore) return null;
  return (
    <p className="campo__aiuto">
      {registro
        ? 'I profili del protocollo li decide il responsabile del servizio; quello di amministratore, un amministratore.'
        : amministratore
          ? 'Un amministratore decide solo il profilo di amministratore: quelli del protocollo li concede il responsabile del servizio, anche su richiesta degli uffici.'
          : 'Le autorizzazioni le decide il responsabile del servizio; quella di amministratore, un amministratore.'}
    </p>
  );
}
