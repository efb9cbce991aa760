/** Notices that the process which started this one has ended. */

import { readFileSync } from 'node:fs';

/** Milliseconds between two looks. */
const interval = 500;

/**
 * Calls back once when the parent of this process has ended. A shell is only on the way, as the one is through which npx
 * and npm start a program: the end of its parent counts as well. Where there is no `/proc`, only the parent itself is
 * looked at.
 *
 * @returns ends the watch, which keeps no process running.
 */
export function watchParent(onEnd: () => void): () => void {
  const parents = [process.ppid];
  for (let last = statOf(process.ppid); last && shells.test(last.name); last = statOf(last.parent)) {
    parents.push(last.parent);
  }
  const timer = setInterval(() => {
    // A process whose parent ends gets another one.
    const same = parents.every((pid, index) => pid === parentOf(parents[index - 1]));
    if (same) return;
    clearInterval(timer);
    onEnd();
  }, interval).unref();
  return () => clearInterval(timer);
}

const shells = /^((ba|da|a|k|z|fi)?sh|busybox)$/;

/** @param pid undefined for this process. */
function parentOf(pid: number | undefined): number | undefined {
  return pid === undefined ? process.ppid : statOf(pid)?.parent;
}

/**
 * What the system says of a process; undefined when there is none, or where it says nothing.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function statOf(pid: number): { readonly name: string; readonly parent: number } | undefined {
  try {
    const [, name = '', parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
