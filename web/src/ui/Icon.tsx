const paths = {
  overview: 'M3 12h4l2-7 4 14 2-7h6',
  customers: 'M16 19v-1a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4v1M9.5 10.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M21 19v-1a4 4 0 0 0-3-3.9M15.5 3.6a3.5 3.5 0 0 1 0 6.8',
  tasks: 'M9 6h12M9 12h12M9 18h12M3 6l1 1 2-2M3 12l1 1 2-2M3 18l1 1 2-2',
  topics: 'M3 10v4h4l8 5V5l-8 5zM18.5 8.5a5 5 0 0 1 0 7',
  'dead-letters': 'M3 6h18v12H3zM3 7l9 6 9-6M17 21l4-4M21 21l-4-4',
  journeys: 'M6 19h7a3.5 3.5 0 0 0 0-7h-3a3.5 3.5 0 0 1 0-7h8M6 21a2 2 0 1 0 0-4 2 2 0 0 0 0 4M18 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1 1-1.1 1.8M12 17v.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l5 5',
  check: 'M4 12l5 5L20 6',
  cross: 'M6 6l12 12M18 6L6 18',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3 2',
  message: 'M4 5h16v11H9l-5 4z',
  alert: 'M12 3L2 20h20zM12 10v4M12 17v.01',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 21v-1a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v1',
  signal: 'M12 20v-7M12 10a1 1 0 1 0 0-2 1 1 0 0 0 0 2M8 13a5.5 5.5 0 0 1 0-8M16 13a5.5 5.5 0 0 0 0-8M5 16a10 10 0 0 1 0-14M19 16a10 10 0 0 0 0-14',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
  phone: 'M7 3h10v18H7zM11 18h2',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4',
  place: 'M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11M12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  star: 'M12 3l2.7 5.6 6.3.9-4.5 4.3 1 6.2-5.5-3-5.5 3 1-6.2L3 9.5l6.3-.9z',
  train: 'M7 4h10v12H7zM7 10h10M9 20l1.5-4M15 20l-1.5-4M10 13v.01M14 13v.01',
  minus: 'M6 12h12',
  diamond: 'M12 3l9 9-9 9-9-9z',
} as const;

export type IconName = keyof typeof paths;

/** A small drawing beside words that say the same; so it is hidden from screen readers. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
