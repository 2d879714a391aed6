/** A moment as names of files tell it: `2026-11-23` and `14-05-09`, in the time zone of this computer. */
export function localStamp(moment: Date): { readonly date: string; readonly time: string } {
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}-${two(moment.getMinutes())}-${two(moment.getSeconds())}`,
  };
}
