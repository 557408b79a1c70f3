import { readFileSync } from 'node:fs';
import { errno } from '#platform/storage';

/**
 * Names a process beyond doubt: boot, number and instant of start. A number alone comes back to another process, after a
 * reboot or in a container even soon. Null when there is no such process.
 */
export function identitaProcesso(pid: number): string | null {
  try {
    const avvio = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stato = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may contain anything: fields are counted after it.
    const campi = stato.slice(stato.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended: it only waits for its parent to notice.
    if (campi[0] === 'Z') return null;
    return `${avvio}:${pid}:${campi[19] ?? ''}`;
  } catch (errore) {
    if (['ENOENT', 'ESRCH'].includes(errno(errore) ?? '')) return null;
    throw errore;
  }
}
