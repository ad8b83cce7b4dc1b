using System.Runtime.CompilerServices;

// The raw limit is measured with the same statements on the same tables.
[assembly: InternalsVisibleTo("Bench")]
