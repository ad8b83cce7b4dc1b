using System.Runtime.CompilerServices;

// How fast events go is tested on a clock that is moved.
[assembly: InternalsVisibleTo("Silo.Tests")]
