using System.Runtime.CompilerServices;

// Tests write feeds with the same messages.
[assembly: InternalsVisibleTo("Feeds.Tests")]
