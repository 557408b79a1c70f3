import { useEffect, useState, type ReactElement } from 'react';
import { Attesa } from '../platform/ui/attesa.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';

const MASSIMO = 200_000;

async function leggi(sorgente: File | string): Promise<string> {
  if (typeof sorgente !== 'string') return await sorgente.slice(0, MASSIMO).text();
  const risposta = await fetch(sorgente);
  if (!risposta.ok) throw new Error('Testo non disponibile');
  return (await risposta.text()).slice(0, MASSIMO);
}

/** The beginning of a plain text. */
export function AnteprimaTesto({ sorgente }: { sorgente: File | string }): ReactElement {
  const [testo, setTesto] = useState<string | null>();
  useEffect(() => {
    let attuale = true;
    leggi(sorgente).then(
      (letto) => attuale && setTesto(letto),
      () => attuale && setTesto(null),
    );
    return () => {
      attuale = false;
    };
  }, [sorgente]);
  if (testo === undefined) return <Attesa />;
  if (testo === null) return <Vuoto icona="file-txt" titolo="Il testo non si può mostrare" />;
  return (
    <pre className="anteprima__testo" tabIndex={0} role="group" aria-label="Testo del documento">
      {testo}
    </pre>
  );
}
