using System.Security.Cryptography;
using System.Text;

namespace Outlier.Migrator;

/// <summary>One SQL file.</summary>
/// <param name="Name">Its path below <c>sql/</c>.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Sha256">Hash of the text, in lower-case hexadecimal.</param>
public sealed record SqlScriptFile(string Name, string Text, string Sha256)
{
    internal static SqlScriptFile Create(string name, string text) => new(name, text, Hash(text));

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
