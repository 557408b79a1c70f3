import type { RichiestaRegistrazione } from '../../src/registrazione/registrazione.schema.ts';

let progressivo = 0;

/** A small valid PDF of one page, different at each call so that no two have the same digest. */
export function pdfDiProva(testo = 'Documento di prova'): Buffer {
  const contenuto = `BT /F1 18 Tf 72 720 Td (${testo.replace(/[()\\]/g, '\\$&')} ${++progressivo}-${process.pid}) Tj ET`;
  const oggetti = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${contenuto.length} >>\nstream\n${contenuto}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const posizioni = oggetti.map((oggetto, i) => {
    const posizione = pdf.length;
    pdf += `${i + 1} 0 obj\n${oggetto}\nendobj\n`;
    return posizione;
  });
  const xref = pdf.length;
  pdf += `xref\n0 ${oggetti.length + 1}\n0000000000 65535 f \n`;
  pdf += posizioni.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `trailer\n<< /Size ${oggetti.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
}

/** An incoming paper document from a person, the least the office accepts. */
export function arrivoDiCarta(altro: Partial<RichiestaRegistrazione> = {}): RichiestaRegistrazione {
  return {
    flusso: 'E',
    oggetto: 'Domanda di iscrizione all’asilo nido comunale',
    supporto: 'analogico',
    analogico: { esemplare: 'originale', unico: true, disponibile: true },
    mittente: { tipo: 'PF', nome: 'Maria', cognome: 'Rossi' },
    ...altro,
  };
}
