using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Rail;
using static Replay.Tests.TinyRail;

namespace Replay.Tests;

public sealed class RailFilesTests
{
    [Fact]
    public void Stops_are_grouped_by_run_in_order_of_travel()
    {
        var data = Data();
        Assert.Equal([1, 2, 3, 4], data.Trips.Select(t => t.Id));
        Assert.Equal(["Hbf", "Südkreuz"], data.Trips[0].Stops.Select(s => s.Station));
        Assert.Equal("train:RE-52272:2025-09-05:1", data.Trips[0].Topic);
        Assert.Equal(("RE 17", "ICE 597"), (data.Trips[0].Name, data.Trips[1].Name));
    }

    [Fact]
    public void What_was_known_is_the_newest_row_at_or_before_the_instant()
    {
        var data = Data();
        var stop = data.Stop(1, 3);
        Assert.Null(data.Known(stop, Local("08:29")).DelayArr);
        Assert.Equal((short)2, data.Known(stop, Local("08:30")).DelayArr);
        Assert.Equal("7", data.Known(stop, Local("09:14")).ArrivalPlatform(stop));
        Assert.Equal("8", data.Known(stop, Local("09:15")).ArrivalPlatform(stop));
        Assert.Equal(Local("09:36"), data.Final(stop).ArrivalAt(stop));
        Assert.True(data.Known(data.Stop(3, 1), Local("08:45")).CancelledDep);
    }

    [Fact]
    public void The_window_starts_with_the_second_snapshot() => Assert.Equal(Local("07:15"), Data().WindowStart);

    [Theory]
    [InlineData("2025-09-05T09:20", "2025-09-05T07:20:00Z")]
    [InlineData("2025-12-01T09:20", "2025-12-01T08:20:00Z")]
    [InlineData("2025-03-30T02:30", "2025-03-30T01:30:00Z")]
    [InlineData("2025-10-26T02:30", "2025-10-26T00:30:00Z")]
    public void Local_times_are_Berlin_time_also_in_the_gap_and_the_overlap(string local, string utc)
    {
        Assert.True(RailTime.TryParse(local, out var instant));
        Assert.Equal(utc, RailTime.Text(instant));
    }

    [Theory]
    [InlineData("x,2,Hbf,RE,N,1,1,,2025-09-05T09:20,,7,,", "trip", "not a whole number")]
    [InlineData("1,2,Hbf,RE,N,1,1,,2025-09-05 09:20,,7,,", "planned_dep", "not a local time")]
    [InlineData("1,2,Hbf,RE,N,1,1,,2025-02-30T09:20,,7,,", "planned_dep", "not a local time")]
    [InlineData("1,2,Hbf,RE,N,1,1,,,,7,,", "planned_arr", "both planned times are empty")]
    public void A_bad_stop_names_line_and_column(string row, string column, string problem)
    {
        var error = Assert.Throws<ReplayInputException>(() => Data(StopsHeader + row + "\n"));
        Assert.Equal((2, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",1,3,,,,,,", "snapshot", "empty")]
    [InlineData("2025-09-05T09:20,1,3,late,,,,,", "delay_arr", "not a number of minutes")]
    [InlineData("2025-09-05T09:20,1,3,,,,,x,", "status_arr", "not a status")]
    public void A_bad_change_names_line_and_column(string row, string column, string problem)
    {
        var error = Assert.Throws<ReplayInputException>(() => Data(Stops, ChangesHeader + row + "\n"));
        Assert.Equal((2, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_given_twice_files_without_rows_and_a_single_snapshot_are_refused()
    {
        var row = "1,2,Hbf,RE,N,1,1,,2025-09-05T09:20,,7,,\n";
        Assert.Equal((3, "seq"), Place(StopsHeader + row + row, Changes));
        Assert.Equal((0, null), Place(StopsHeader, Changes));
        Assert.Equal((0, "snapshot"), Place(Stops, ChangesHeader + "2025-09-05T09:20,1,3,,,,,,\n"));
    }

    private static (int, string?) Place(string stops, string changes)
    {
        var error = Assert.Throws<ReplayInputException>(() => Data(stops, changes));
        return (error.Line, error.Column);
    }
}
