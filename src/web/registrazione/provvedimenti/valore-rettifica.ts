import { ripulito } from '../../corrispondenti/nominativo.ts';
import type { Corrispondente } from '../../corrispondenti/tipi.ts';
import { giornoEOraDi, istanteDiRoma } from '../../platform/date/roma.ts';
import type { CampoRettificabile, CorrispondenteRegistrato, Registrazione } from '../tipi.ts';

/** The new values as the form holds them, one for each datum that can be corrected. */
export type NuoviValori = {
  oggetto: string;
  mittenti: Corrispondente[];
  destinatari: Corrispondente[];
  perConoscenza: Corrispondente[];
  protocolloMittente: { numero: string; data: string };
  dataArrivo: { giorno: string; ora: string };
};

/** The registered form of a correspondent, without what the register added to it. */
function comeScritto({ nominativo: _, ...c }: CorrispondenteRegistrato): Corrispondente {
  return c as Corrispondente;
}

export function valoriAttuali(r: Registrazione): NuoviValori {
  const veri = (elenco: readonly CorrispondenteRegistrato[]): Corrispondente[] =>
    elenco.filter((c) => c.tipo !== 'anonimo').map(comeScritto);
  return {
    oggetto: r.oggetto,
    mittenti: veri(r.mittenti),
    destinatari: veri(r.destinatari),
    perConoscenza: veri(r.perConoscenza),
    protocolloMittente: {
      numero: r.protocolloMittente?.numero ?? '',
      data: r.protocolloMittente?.data ?? '',
    },
    dataArrivo: r.dataArrivo ? giornoEOraDi(new Date(r.dataArrivo)) : { giorno: '', ora: '' },
  };
}

/** The value for the server, in the shape the datum has in the registration; null clears where clearing makes sense. */
export function valoreDi(campo: CampoRettificabile, v: NuoviValori): unknown {
  switch (campo) {
    case 'oggetto':
      return v.oggetto.trim();
    case 'protocolloMittente': {
      const numero = v.protocolloMittente.numero.trim();
      return numero
        ? { numero, ...(v.protocolloMittente.data && { data: v.protocolloMittente.data }) }
        : null;
    }
    case 'dataArrivo':
      return istanteDiRoma(v.dataArrivo.giorno, v.dataArrivo.ora) ?? null;
    case 'mittenti':
    case 'destinatari':
    case 'perConoscenza':
      return v[campo].map(ripulito);
  }
}

/** The data that this registration has and that a rettifica can change. */
export function campiRettificabili(r: Registrazione): CampoRettificabile[] {
  const arrivo: CampoRettificabile[] = [
    'oggetto',
    'mittenti',
    'protocolloMittente',
    'dataArrivo',
    'destinatari',
    'perConoscenza',
  ];
  return r.flusso === 'E' ? arrivo : ['oggetto', 'destinatari', 'perConoscenza'];
}
