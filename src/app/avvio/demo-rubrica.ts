import type { DB } from '#platform/db';
import type { Insertable } from 'kysely';

type Voce = Omit<Insertable<DB['rubrica_voce']>, 'ente_id'>;

const persona = (nome: string, cognome: string, indirizzo: string, posta?: string): Voce => ({
  tipo: 'PF',
  nome,
  cognome,
  indirizzo,
  nazione: 'IT',
  indirizzi_digitali: posta ? [posta] : [],
});

const ditta = (denominazione: string, indirizzo: string, pec: string): Voce => ({
  tipo: 'PG',
  denominazione,
  indirizzo,
  nazione: 'IT',
  indirizzi_digitali: [pec],
});

const amministrazione = (denominazione: string, codiceIpa: string, codiceAoo: string, pec: string): Voce => ({
  tipo: 'PAI',
  denominazione,
  codice_ipa: codiceIpa,
  codice_aoo: codiceAoo,
  nazione: 'IT',
  indirizzi_digitali: [pec],
});

/** Address book of the demo ente: invented people, firms and bodies, on domains nobody can own. */
export const rubricaDemo: Voce[] = [
  persona('Anna', 'Rossi', 'Via dei Tigli 12, 00000 Esempio (EE)', 'anna.rossi@pec.example'),
  persona('Niccolò', 'D’Ambrosio', 'Largo Sant’Agnese 3, 00000 Esempio (EE)'),
  persona('María José', 'Núñez', 'Vicolo Corto 7, 00000 Esempio (EE)'),
  persona(
    'Giuseppe',
    'Lo Presti',
    'Strada Provinciale 4 n. 18, 00000 Esempio (EE)',
    'g.lopresti@pec.example',
  ),
  ditta('Edilizia Aurora S.r.l.', 'Zona Artigianale 5, 00000 Esempio (EE)', 'edilizia.aurora@pec.example'),
  ditta(
    'Studio Tecnico Associato Valli e Monti',
    'Corso Italia 40, 00000 Esempio (EE)',
    'vallimonti@pec.example',
  ),
  ditta('Cooperativa Sociale L’Arcobaleno', 'Via del Forno 2, 00000 Esempio (EE)', 'arcobaleno@pec.example'),
  amministrazione('Provincia di Esempio', 'p_esempio', 'AP00001', 'protocollo@pec.provincia.example'),
  amministrazione('Comune di Vicino', 'c_vicino', 'AV00001', 'protocollo@pec.comune.vicino.example'),
  amministrazione('Azienda Sanitaria di Esempio', 'asl_esempio', 'AS00001', 'protocollo@pec.asl.example'),
  {
    tipo: 'PAE',
    denominazione: 'Stadtverwaltung Musterstadt',
    indirizzo: 'Rathausplatz 1, 99999 Musterstadt',
    nazione: 'DE',
    indirizzi_digitali: ['rathaus@musterstadt.example'],
  },
];
