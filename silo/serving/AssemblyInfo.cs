using System.Runtime.CompilerServices;

// Keys are made by the command line, and by tests as it makes them.
[assembly: InternalsVisibleTo("silo")]
[assembly: InternalsVisibleTo("ClientApi.Tests")]
[assembly: InternalsVisibleTo("Browser.Tests")]
