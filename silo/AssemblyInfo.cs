using System.Runtime.CompilerServices;

// Measured with the travellers of the replay.
[assembly: InternalsVisibleTo("Bench")]
[assembly: InternalsVisibleTo("Replay.Tests")]

// Keys are made there as the command line makes them.
[assembly: InternalsVisibleTo("ClientApi.Tests")]
[assembly: InternalsVisibleTo("Browser.Tests")]
