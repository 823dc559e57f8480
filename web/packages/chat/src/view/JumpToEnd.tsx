import { chatWords } from './words'

/** The way back to the end, and how much has come there meanwhile. */
export const JumpToEnd = ({ below, onClick }: { below: number; onClick: () => void }) => (
  <button
    type="button"
    class="absolute right-4 bottom-3 flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-full border border-line bg-card px-3 font-medium text-accent shadow-md"
    onClick={onClick}
  >
    <svg
      viewBox="0 0 16 16"
      class="size-4"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d="M8 2v12M3 9l5 5 5-5" />
    </svg>
    {below > 0 ? chatWords().newBelow(below) : <span class="sr-only">{chatWords().toEnd}</span>}
  </button>
)
