// Times as a Chinese reader expects them, on the company's wall clock.

const ZONE = "Asia/Shanghai";
const day = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, year: "numeric", month: "numeric", day: "numeric" });
const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const GAP = 5 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

export const isFar = (before, after) => before === null || Math.abs(after - before) > GAP;

export function label(moment, now = new Date()) {
  const time = clock.format(moment);
  if (day.format(moment) === day.format(now)) return time;
  if (day.format(moment) === day.format(now - DAY)) return `昨天 ${time}`;
  const [year, month, date] = day.format(moment).split("/");
  const thisYear = day.format(now).split("/")[0];
  return `${year === thisYear ? "" : `${year}年`}${month}月${date}日 ${time}`;
}
