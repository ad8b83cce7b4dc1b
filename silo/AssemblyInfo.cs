using System.Runtime.CompilerServices;

// Measured with the travellers of the replay.
[assembly: InternalsVisibleTo("Bench")]
[assembly: InternalsVisibleTo("Replay.Tests")]
// Judges states to which no test brings a server.
[assembly: InternalsVisibleTo("ClientApi.Tests")]
