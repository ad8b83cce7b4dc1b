using System.Runtime.CompilerServices;

// Tests look at the plans that the server makes when it is free to.
[assembly: InternalsVisibleTo("Silo.Tests")]
