using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>A topic whose retained events are to be read because a case began to follow it.</summary>
/// <param name="SeenByOthers">Up to where the customer's other cases have heard the topic: the case hears what is retained up to there alone, and
/// whatever comes after with them. Null: the customer did not follow the topic, all that is retained is new.</param>
/// <param name="Heard">Up to where the case has heard the topic itself; 0: nothing yet.</param>
internal readonly record struct TopicWish(string Topic, CaseId Case, long? SeenByOthers, long Heard = 0);
