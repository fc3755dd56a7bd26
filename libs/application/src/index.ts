export type { AuthoredText } from './authored-text.js';
export {
  answerWorkingTime,
  answerWorkingTimeLine,
  type UnansweredLine,
  type WorkingTimeQuestion,
} from './working-time/answer-working-time.js';
