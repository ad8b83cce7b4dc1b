using System.Runtime.CompilerServices;

// The raw limit binds its parameters in the same way.
[assembly: InternalsVisibleTo("Bench")]

// Tests look at the plans that the server makes when it is free to.
[assembly: InternalsVisibleTo("Silo.Tests")]
