const GIORNO = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const ORA = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const ZONA = /^([+-])(\d{2}):?(\d{2})$/;

/** The moment that daticert's `data` means, to the second; undefined where day, time or zone say none. */
export function istanteDi(data: { giorno: string; ora: string; zona: string }): Date | undefined {
  const [, giorno, mese, anno] = GIORNO.exec(data.giorno.trim()) ?? [];
  const [, ore, minuti, secondi = '0'] = ORA.exec(data.ora.trim()) ?? [];
  const [, segno, oreZona, minutiZona] = ZONA.exec(data.zona.trim()) ?? [];
  if (giorno === undefined || ore === undefined || segno === undefined) return undefined;
  const [g, m, o, i, s] = [giorno, mese, ore, minuti, secondi].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const parete = new Date(Date.UTC(Number(anno), m - 1, g, o, i, s));
  // 31/02 and 25:00 would silently become another day.
  if (
    parete.getUTCDate() !== g ||
    parete.getUTCMonth() !== m - 1 ||
    parete.getUTCHours() !== o ||
    i > 59 ||
    s > 59
  )
    return undefined;
  const anticipo = (segno === '-' ? -1 : 1) * (Number(oreZona) * 60 + Number(minutiZona));
  return new Date(parete.getTime() - anticipo * 60_000);
}
