/** Whether `npm run renew` asks to write down what is there today instead of comparing with it. */
export const IS_RENEWING = process.env.RENEW_FIXTURES === '1';
