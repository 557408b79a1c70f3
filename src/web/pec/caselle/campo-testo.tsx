import type { ReactElement } from 'react';
import { Campo } from '../../platform/ui/campo.tsx';
import type { BozzaCasella, Sicurezza } from './bozza-casella.ts';

type NomeTesto = {
  [K in keyof BozzaCasella]: BozzaCasella[K] extends string
    ? string extends BozzaCasella[K]
      ? K
      : never
    : never;
}[keyof BozzaCasella];

export type StatoBozza = {
  bozza: BozzaCasella;
  cambia: (parte: Partial<BozzaCasella>) => void;
  errori: (campo: string) => string | undefined;
};

type Proprieta = {
  stato: StatoBozza;
  nome: NomeTesto;
  /** Name the server gives it, to find what it says of it. */
  campo: string;
  etichetta: string;
  massimo: number;
  aiuto?: string;
  obbligatorio?: boolean;
  tipo?: 'text' | 'password';
};

/** A text of the form of a box. */
export function CampoTesto(p: Proprieta): ReactElement {
  const { bozza, cambia, errori } = p.stato;
  return (
    <Campo
      etichetta={p.etichetta}
      errore={errori(p.campo)}
      aiuto={p.aiuto}
      obbligatorio={p.obbligatorio ?? false}
    >
      {(a) => (
        <input
          {...a}
          type={p.tipo ?? 'text'}
          autoComplete={p.tipo === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
          maxLength={p.massimo}
          value={bozza[p.nome]}
          onChange={(e) => cambia({ [p.nome]: e.target.value })}
        />
      )}
    </Campo>
  );
}

/** How the conversation with a server is protected. */
export function CampoSicurezza({
  stato,
  nome,
}: {
  stato: StatoBozza;
  nome: 'imapSicurezza' | 'smtpSicurezza';
}): ReactElement {
  return (
    <Campo etichetta="Protezione">
      {(a) => (
        <select
          {...a}
          className="form-select"
          value={stato.bozza[nome]}
          onChange={(e) => stato.cambia({ [nome]: e.target.value as Sicurezza })}
        >
          <option value="tls">TLS</option>
          <option value="starttls">STARTTLS</option>
          <option value="nessuna">Nessuna (solo su questa macchina)</option>
        </select>
      )}
    </Campo>
  );
}
