import { pdfDiProva } from '../../support/carte-di-prova.ts';
import { certifica, firmaCms } from '../../support/firma-di-prova.ts';
import {
  anomalia,
  busta,
  daticert,
  file,
  messaggioDentro,
  multiparte,
  originale,
  ricevuta,
  testo,
} from '../../support/messaggi-di-prova.ts';

const tnef = Buffer.from(
  '789f3e220100010790060004000000e4040000e8000202900600020000000000000002108001000600000061 2e706466000000020f800600050000002550444600000000'.replaceAll(
    ' ',
    '',
  ),
  'hex',
);

/** Messages of every kind, from which the mutations start: small, so that each change falls on something. */
export async function semi(): Promise<Buffer[]> {
  const pdf = pdfDiProva();
  const chi = await certifica({ nome: 'Anna Verdi' });
  const p7m = await firmaCms(pdf, chi, { dentro: true });
  const pagina = '<p style="color:red">Ecco <img src="cid:x@y"> <a href="https://x.it">qui</a></p>';
  const ricco = multiparte(
    'mixed',
    multiparte(
      'related',
      multiparte('alternative', testo('Il sottoscritto Mario Rossi, via Roma 1'), testo(pagina, 'text/html')),
      file('logo.png', Buffer.from('png'), { tipo: 'image/png', disposizione: 'inline', cid: 'x@y' }),
    ),
    file('atto città.pdf', pdf, { tipo: 'application/pdf' }),
    file('doc.pdf.p7m', p7m, { tipo: 'application/pkcs7-mime' }),
    file('winmail.dat', tnef, { tipo: 'application/ms-tnef' }),
    file('Segnatura.xml', Buffer.from('<Segnatura/>'), { tipo: 'text/xml' }),
    messaggioDentro(
      originale(multiparte('mixed', testo('dentro'), file('a.pdf', pdf))),
      'altro.eml',
      'attachment',
    ),
  );
  const parole = originale(testo('citt=E0 =', 'text/plain; charset=iso-8859-1; format=flowed'), {
    Subject: '=?utf-8?Q?Citt=C3=A0?= =?iso-8859-1?B?4A==?= INVIO 1 di 3',
    From: '"Rossi, Mario" <a@b.it>, Gruppo: x@y.it;',
    'Auto-Submitted': 'auto-replied',
  });
  return [
    await busta(originale(ricco)),
    await busta(parole),
    await ricevuta('accettazione'),
    await ricevuta('avvenuta-consegna', { interno: originale(testo('x')) }),
    await ricevuta('errore-consegna', { xml: daticert('errore-consegna', { errore: 'no-dest' }) }),
    await anomalia(originale(ricco)),
    parole,
    originale(ricco),
  ];
}
