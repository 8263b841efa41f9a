// A request to each endpoint of the practice network that a filled workspace answers.

interface PracticeIds {
  brand: string;
  practicePost: string;
  practiceSession: string;
}

export function practiceExamples(ids: PracticeIds) {
  return {
    readPracticeTimeline: { query: { root: ids.practicePost } },
    postAsCustomer: {
      body: { name: 'Ken', text: 'hello', replyTo: ids.practicePost, visibility: 'public' },
    },
    deleteAsCustomer: { params: { id: ids.practicePost } },
    readPracticeStage: {},
    changePracticeStage: { body: { pace: 'calm' } },
    startPracticeStory: { params: { id: 'no-such-story' } },
    startPracticeSession: { body: { stories: ['no-such-story'] } },
    listPracticeSessions: {},
    readPracticeSession: { params: { id: ids.practiceSession } },
    skipPracticeTime: { params: { id: ids.practiceSession } },
    endPracticeSession: { params: { id: ids.practiceSession } },
    joinPractice: { body: { brandId: ids.brand } },
  };
}
