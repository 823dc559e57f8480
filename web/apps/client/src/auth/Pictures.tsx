/** What the first pages say, drawn. They repeat the words, so nobody needs to hear of them. */
const frame = { viewBox: '0 0 240 180', class: 'h-full w-full max-w-xs', 'aria-hidden': true } as const

const Listening = () => (
  <svg {...frame}>
    <path
      class="fill-own"
      d="M36 34h104a16 16 0 0 1 16 16v42a16 16 0 0 1-16 16H78l-26 20v-20H36a16 16 0 0 1-16-16V50a16 16 0 0 1 16-16Z"
    />
    <path class="stroke-brand" d="M44 60h84M44 80h54" fill="none" stroke-width="7" stroke-linecap="round" />
    <path
      class="fill-brand"
      d="M120 74h84a16 16 0 0 1 16 16v40a16 16 0 0 1-16 16h-10v18l-26-18h-48a16 16 0 0 1-16-16V90a16 16 0 0 1 16-16Z"
    />
    <path class="fill-on-brand" d="M162 134s-22-12-22-26a12 12 0 0 1 22-7 12 12 0 0 1 22 7c0 14-22 26-22 26Z" />
  </svg>
)

const Hidden = () => (
  <svg {...frame}>
    <circle class="fill-own" cx="120" cy="92" r="74" />
    <circle class="fill-card" cx="120" cy="76" r="30" />
    <path class="fill-card" d="M66 143c4-25 27-37 54-37s50 12 54 37a74 74 0 0 1-108 0Z" />
    <path class="fill-brand" d="M84 64c24-7 48-7 72 0 0 21-9 33-21 33-8 0-8-7-15-7s-7 7-15 7c-12 0-21-12-21-33Z" />
    <path
      class="stroke-on-brand"
      d="M98 76c4-4 11-4 15 0M127 76c4-4 11-4 15 0"
      fill="none"
      stroke-width="4"
      stroke-linecap="round"
    />
    <path
      class="stroke-brand"
      d="M28 40l6 6M34 40l-6 6M206 120l6 6M212 120l-6 6M200 36h.1M40 132h.1"
      fill="none"
      stroke-width="5"
      stroke-linecap="round"
    />
  </svg>
)

const Priced = () => (
  <svg {...frame}>
    <rect class="fill-own" x="34" y="26" width="172" height="128" rx="22" />
    <rect class="fill-card" x="50" y="42" width="140" height="28" rx="12" />
    <rect class="fill-brand" x="50" y="76" width="140" height="28" rx="12" />
    <rect class="fill-card" x="50" y="110" width="140" height="28" rx="12" />
    <path
      class="stroke-brand"
      d="M64 56h46M156 56h20M64 124h62M156 124h20"
      fill="none"
      stroke-width="6"
      stroke-linecap="round"
    />
    <path class="stroke-on-brand" d="M64 90h54" fill="none" stroke-width="6" stroke-linecap="round" />
    <path
      class="stroke-on-brand"
      d="M156 90l7 7 13-14"
      fill="none"
      stroke-width="5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
    <circle class="fill-card stroke-brand" cx="200" cy="146" r="24" stroke-width="6" />
    <path
      class="stroke-brand"
      d="M200 133v13l9 6"
      fill="none"
      stroke-width="6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)

export const PICTURES = [Listening, Hidden, Priced]
