using System.Runtime.CompilerServices;

// What a customer at rest weighs is measured, and tested, without waiting for it.
[assembly: InternalsVisibleTo("Bench")]
[assembly: InternalsVisibleTo("Silo.Tests")]
