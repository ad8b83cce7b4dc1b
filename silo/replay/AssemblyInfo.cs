using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Replay.Tests"), InternalsVisibleTo("silo"), InternalsVisibleTo("Simulation")]
