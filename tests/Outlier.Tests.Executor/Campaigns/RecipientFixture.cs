using System.Text;
using System.Text.RegularExpressions;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>
/// A file of the folder Files: an upload with its expected result. The README in that folder describes the format.
/// </summary>
internal sealed partial class RecipientFixture
{
    private RecipientFixture(string name, byte[] bytes, Dictionary<string, string> fields, IReadOnlyList<string> expected)
    {
        Name = name;
        Bytes = bytes;
        Fields = fields;
        Expected = expected;
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Outlier.Tests.Executor", "Files");

    public string Name { get; }

    public byte[] Bytes { get; }

    public IReadOnlyDictionary<string, string> Fields { get; }

    public IReadOnlyList<string> Expected { get; }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static RecipientFixture Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}.txt"));
        var parts = Section().Split(text);
        var upload = Escape().Replace(parts[0], match => match.Value == "\\t" ? "\t" : $"{(char)Convert.ToInt32(match.Value[2..], 16)}");
        Dictionary<string, string> sections = new(StringComparer.Ordinal);
        for (var i = 1; i < parts.Length; i += 2)
        {
            sections.Add(parts[i], parts[i + 1]);
        }

        Assert.That(sections.Keys, Is.SubsetOf((string[])["written as", "sent with", "understood"]), name);
        return new RecipientFixture(
            name,
            Write(upload, sections.GetValueOrDefault("written as", "UTF-8").Trim().Split(", ")),
            Lines(sections.GetValueOrDefault("sent with", string.Empty)).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal),
            Lines(sections["understood"]));
    }

    private static byte[] Write(string text, string[] manner)
    {
        const string Mark = " with byte order mark";
        var name = manner[0].Replace(Mark, string.Empty, StringComparison.Ordinal);
        var lineEnd = manner.ElementAtOrDefault(1) switch { null => "\n", "CRLF" => "\r\n", "CR" => "\r", var other => throw new InvalidDataException(other) };
        var encoding = name == "Windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        return [.. manner[0] == name ? [] : encoding.GetPreamble(), .. encoding.GetBytes(text.Replace("\n", lineEnd, StringComparison.Ordinal))];
    }

    private static string[] Lines(string section) => section.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^--- (?<name>.+)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"\\t|\\u[0-9a-f]{4}")]
    private static partial Regex Escape();
}
